//! `samflyt demo`: everything on one machine.

use super::{CliError, Exit, Out, serve};
use crate::config::Config;
use crate::demo::{self, walk::Walk};
use crate::domain::Timestamp;
use crate::domain::time::SECOND_MICROS;
use clap::Args;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// `samflyt demo`
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub(super) async fn run(
    args: DemoArgs,
    mut config: Config,
    out: &mut Out,
) -> Result<Exit, CliError> {
    // Never beyond loopback: its sign-in lets anybody be anybody.
    let metrics = &config.server.metrics_listen;
    if metrics.parse::<SocketAddr>().is_ok_and(|address| !address.ip().is_loopback()) {
        return Err(CliError::Refused(format!(
            "the demonstration listens on this machine only: server.metrics_listen is {metrics}, \
             choose 127.0.0.1 or leave it empty"
        )));
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => CliError::environment(format!(
            "port {0} is taken: choose another with --port, such as --port {1}",
            args.port,
            args.port.checked_add(1).unwrap_or(8081)
        )),
        _ => CliError::environment(format!("cannot listen on {address}: {error}")),
    })?;
    let address = listener.local_addr().map_err(CliError::environment)?;
    config.server.listen = address;
    out.note("starting; a first start makes keys and an invented cast …");
    let (app, cast) = demo::start(&config).await.map_err(|error| match error {
        demo::DemoError::Start(error) => error.into(),
        other => CliError::environment(super::chain(&other)),
    })?;
    let data = std::path::absolute(&config.data.dir).unwrap_or_else(|_| config.data.dir.clone());
    let letter = data.join("letter.pdf");
    let now = app.clock().now();
    if !letter.exists()
        && let Some(record) = demo::records::records(now.day()).first()
    {
        std::fs::write(&letter, &record.bytes).map_err(CliError::environment)?;
    }
    let address = format!("http://{address}");
    let program = std::env::current_exe().map_err(CliError::environment)?;
    let walk = Walk {
        address: &address,
        cast: &cast,
        data: &data,
        letter: &letter,
        program: &program,
        // To the second, as people write it.
        until: Timestamp::from_micros(now.as_secs() * SECOND_MICROS).plus_days(30),
    };
    if out.json_wanted() {
        out.json(&serde_json::json!({
            "address": address,
            "data": data,
            "personas": demo::PERSONAS.map(|(handle, _, _)| handle),
            "walk": walk.script(),
        }));
    } else {
        out.line(&walk.text());
    }
    serve::until_stopped(app, listener, &config).await?;
    Ok(Exit::Ok)
}
