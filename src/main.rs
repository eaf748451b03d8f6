//! The program: reads the command line, and lets [`samflyt::cli`] do the rest.

fn main() -> std::process::ExitCode {
    samflyt::cli::main()
}
