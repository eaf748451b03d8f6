//! An object store that fails on command. It wraps a real store,
//! so what reached the store before a fault can be looked at afterwards.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload,
    ObjectMeta, ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
    UploadPart,
};
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the store is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// Write a whole object.
    Put,
    /// Begin a multipart upload.
    Begin,
    /// Send one part.
    Part,
    /// Make a multipart upload visible.
    Complete,
    /// Read.
    Get,
    /// Ask for the length.
    Head,
    /// Remove.
    Delete,
    /// List.
    List,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An error, and nothing was done.
    Before,
    /// It was done, but the answer is an error.
    After,
    /// "No such object".
    Missing,
    /// The body ends this many bytes early (`Op::Get` only).
    Short(usize),
    /// The byte at this place of the body is flipped (`Op::Get` only).
    Corrupt(usize),
    /// Everything is right, but late.
    Slow(Duration),
    /// It was done at once, and the answer comes when [`Faults::let_go`] is called.
    Held,
    /// No space is left.
    Full,
}

#[derive(Debug)]
struct Rule {
    op: Op,
    let_through: usize,
    times: usize,
    fault: Fault,
}

/// The script of a [`FaultStore`]; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    rules: Arc<Mutex<Vec<Rule>>>,
    fired: Arc<AtomicUsize>,
    hold: Arc<tokio::sync::Notify>,
}

impl Faults {
    /// Lets one held operation answer.
    pub fn let_go(&self) {
        self.hold.notify_one();
    }

    /// Lets `let_through` operations of this kind pass, then makes `times` of them fail.
    pub fn add(&self, op: Op, let_through: usize, times: usize, fault: Fault) {
        self.lock().push(Rule { op, let_through, times, fault });
    }

    /// Forgets all rules.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// How many faults have happened: a fault test without any proves nothing.
    #[must_use]
    pub fn fired(&self) -> usize {
        self.fired.load(Ordering::SeqCst)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault for this operation, if one is due.
    fn next(&self, op: Op) -> Option<Fault> {
        let mut rules = self.lock();
        for rule in rules.iter_mut().filter(|rule| rule.op == op) {
            if rule.let_through > 0 {
                rule.let_through -= 1;
            } else if rule.times > 0 {
                rule.times -= 1;
                self.fired.fetch_add(1, Ordering::SeqCst);
                return Some(rule.fault);
            }
        }
        None
    }

    /// Runs `work` under the fault that is due for `op`.
    async fn around<T>(&self, op: Op, work: impl Future<Output = Result<T>> + Send) -> Result<T> {
        match self.next(op) {
            Some(Fault::Before) => Err(injected("before the effect")),
            Some(Fault::After) => {
                let _ = work.await;
                Err(injected("after the effect"))
            }
            Some(Fault::Missing) => {
                Err(Error::NotFound { path: "injected".to_owned(), source: "injected".into() })
            }
            Some(Fault::Slow(delay)) => {
                tokio::time::sleep(delay).await;
                work.await
            }
            Some(Fault::Held) => {
                let done = work.await;
                self.hold.notified().await;
                done
            }
            Some(Fault::Full) => {
                let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
                Err(Error::Generic { store: "FaultStore", source: full.into() })
            }
            Some(Fault::Short(_) | Fault::Corrupt(_)) | None => work.await,
        }
    }
}

fn injected(when: &str) -> Error {
    Error::Generic { store: "FaultStore", source: format!("injected fault {when}").into() }
}

/// The store that fails as its [`Faults`] say.
#[derive(Debug)]
pub struct FaultStore {
    inner: Arc<dyn ObjectStore>,
    faults: Faults,
}

impl FaultStore {
    /// Wraps `inner`.
    #[must_use]
    pub fn new(inner: Arc<dyn ObjectStore>, faults: Faults) -> Self {
        Self { inner, faults }
    }

    async fn get(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        if options.head {
            return self.faults.around(Op::Head, self.inner.get_opts(path, options)).await;
        }
        let change = self.faults.next(Op::Get);
        let once = Faults { hold: Arc::clone(&self.faults.hold), ..Faults::default() };
        if let Some(fault) = change {
            once.add(Op::Get, 0, 1, fault);
        }
        let answer = once.around(Op::Get, self.inner.get_opts(path, options)).await?;
        let Some(Fault::Short(_) | Fault::Corrupt(_)) = change else {
            return Ok(answer);
        };
        let (meta, range, attributes) =
            (answer.meta.clone(), answer.range.clone(), answer.attributes.clone());
        let extensions = answer.extensions.clone();
        let mut body = Vec::from(answer.bytes().await?);
        match change {
            Some(Fault::Short(by)) => body.truncate(body.len().saturating_sub(by)),
            Some(Fault::Corrupt(at)) => {
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= 0x20;
                }
            }
            _ => {}
        }
        let body = stream::once(async move { Ok(Bytes::from(body)) }).boxed();
        let payload = GetResultPayload::Stream(body);
        Ok(GetResult { payload, meta, range, attributes, extensions })
    }
}

impl fmt::Display for FaultStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaultStore({})", self.inner)
    }
}

// Written out as the trait's macro would, to need no macro crate for a test tool.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl ObjectStore for FaultStore {
    fn put_opts<'a, 'b, 'c>(
        &'a self,
        location: &'b Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Answer<'c, PutResult>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(self.faults.around(Op::Put, self.inner.put_opts(location, payload, opts)))
    }

    fn put_multipart_opts<'a, 'b, 'c>(
        &'a self,
        location: &'b Path,
        opts: PutMultipartOptions,
    ) -> Answer<'c, Box<dyn MultipartUpload>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        let begun = self.faults.around(Op::Begin, self.inner.put_multipart_opts(location, opts));
        Box::pin(async move {
            let inner = begun.await?;
            let upload = FaultUpload { inner, faults: self.faults.clone() };
            Ok(Box::new(upload) as Box<dyn MultipartUpload>)
        })
    }

    fn get_opts<'a, 'b, 'c>(
        &'a self,
        location: &'b Path,
        options: GetOptions,
    ) -> Answer<'c, GetResult>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(self.get(location, options))
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let (inner, faults) = (Arc::clone(&self.inner), self.faults.clone());
        locations
            .then(move |path| {
                let (inner, faults) = (Arc::clone(&inner), faults.clone());
                let work: BoxFuture<'static, Result<Path>> = Box::pin(async move {
                    let path = path?;
                    let one = stream::once(std::future::ready(Ok(path.clone()))).boxed();
                    let mut gone = inner.delete_stream(one);
                    faults
                        .around(Op::Delete, async move { gone.next().await.unwrap_or(Ok(path)) })
                        .await
                });
                work
            })
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        match self.faults.next(Op::List) {
            None => self.inner.list(prefix),
            Some(_) => stream::once(async { Err(injected("while listing")) }).boxed(),
        }
    }

    fn list_with_delimiter<'a, 'b, 'c>(&'a self, prefix: Option<&'b Path>) -> Answer<'c, ListResult>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        self.inner.list_with_delimiter(prefix)
    }

    fn copy_opts<'a, 'b, 'd, 'c>(
        &'a self,
        from: &'b Path,
        to: &'d Path,
        options: CopyOptions,
    ) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        'd: 'c,
        Self: 'c,
    {
        self.inner.copy_opts(from, to, options)
    }
}

#[derive(Debug)]
struct FaultUpload {
    inner: Box<dyn MultipartUpload>,
    faults: Faults,
}

impl MultipartUpload for FaultUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let (faults, part) = (self.faults.clone(), self.inner.put_part(data));
        Box::pin(async move { faults.around(Op::Part, part).await })
    }

    fn complete<'a, 'c>(&'a mut self) -> Answer<'c, PutResult>
    where
        'a: 'c,
        Self: 'c,
    {
        Box::pin(self.faults.around(Op::Complete, self.inner.complete()))
    }

    fn abort<'a, 'c>(&'a mut self) -> Answer<'c, ()>
    where
        'a: 'c,
        Self: 'c,
    {
        self.inner.abort()
    }
}
