//! An S3-compatible store over a folder, on loopback.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const NAME: &str = "photos";
const KEY: &str = "tenon";
const SECRET: &str = "only known to this story";

/// See the module. It has one bucket, and no other key opens it.
pub(crate) struct Bucket {
    root: TempDir,
    address: SocketAddr,
    serving: Option<Runtime>,
}

impl Bucket {
    pub(crate) fn open() -> Self {
        let root = TempDir::new().expect("a folder can be made");
        std::fs::create_dir(root.path().join(NAME)).expect("a folder can be made");
        let address = ([127, 0, 0, 1], 0).into();
        let mut bucket = Self { root, address, serving: None };
        bucket.starts();
        bucket
    }

    /// Serves, at the same address each time.
    pub(crate) fn starts(&mut self) {
        let listener = TcpListener::bind(self.address).expect("it can be listened on");
        self.address = listener.local_addr().expect("it listens");
        listener.set_nonblocking(true).expect("it can be waited for");
        let mut service = S3ServiceBuilder::new(FileSystem::new(self.root.path()).expect("a folder"));
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let runtime = Runtime::new().expect("a runtime");
        runtime.spawn(serve(listener, service.build()));
        self.serving = Some(runtime);
    }

    /// Is not there any more, for now.
    pub(crate) fn stops(&mut self) {
        self.serving.take().expect("it serves").shutdown_background();
    }

    /// How a program is told of a place in it.
    pub(crate) fn url(prefix: &str) -> String {
        format!("s3://{NAME}/{prefix}")
    }

    /// What a program that opens it finds in its environment.
    pub(crate) fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ACCESS_KEY_ID", KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
            ("AWS_REGION", "anywhere".to_owned()),
            ("AWS_ENDPOINT_URL", format!("http://{}", self.address)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
        ]
    }

    /// The folder in which a place in it lies.
    pub(crate) fn folder(&self, prefix: &str) -> PathBuf {
        self.root.path().join(NAME).join(prefix)
    }
}

async fn serve(listener: TcpListener, service: S3Service) {
    let listener = tokio::net::TcpListener::from_std(listener).expect("it can be waited for");
    while let Ok((caller, _)) = listener.accept().await {
        let service = service.clone();
        // Whoever hangs up has hung up.
        tokio::spawn(async move {
            let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(caller), service).await;
        });
    }
}
