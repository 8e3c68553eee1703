//! Connections and how long they may keep the portal waiting.
//!
//! A service limits how long its answer takes; here is limited what comes before and between.
//! Otherwise a few hundred half requests hold every connection that the process can open.

use axum::Router;
use axum_server::Handle;
use axum_server::accept::Accept;
use std::future::{Ready, ready};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;

/// From the connection to the end of the first request's head.
const FIRST_HEAD: Duration = Duration::from_secs(15);
/// From an answer to the end of the next request's head. Longer than proxies keep a connection on
/// which nothing is asked, so that they end it and no request meets a closed door.
const NEXT_HEAD: Duration = Duration::from_secs(75);
/// While an answer is sent and the caller takes nothing of it.
const UNTAKEN: Duration = Duration::from_mins(1);

/// How long is waited for a caller: [`FIRST_HEAD`], [`NEXT_HEAD`], [`UNTAKEN`].
#[derive(Debug, Clone, Copy)]
struct Patience {
    first_head: Duration,
    next_head: Duration,
    untaken: Duration,
}

/// Answers by the router until `stop`; then what is under way may end.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let patience = Patience {
        first_head: FIRST_HEAD,
        next_head: NEXT_HEAD,
        untaken: UNTAKEN,
    };
    serve_with(patience, listener, router, stop).await
}

async fn serve_with(
    patience: Patience,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::new();
    let _end = EndsConnections(handle.clone());
    let stopping = handle.clone();
    let waiting = async move {
        stop.await;
        stopping.graceful_shutdown(None);
        std::future::pending::<()>().await;
    };
    let mut server = axum_server::Server::<SocketAddr>::from_listener(listener)
        .http1_only()
        .first_request_timeout(patience.first_head)
        .acceptor(TakesAnswers(patience.untaken))
        .handle(handle);
    let http = server.http_builder();
    http.http1().header_read_timeout(patience.next_head);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::select! {
        served = server.serve(service) => served,
        () = waiting => Ok(()),
    }
}

/// Who stops to serve, keeps no connection.
struct EndsConnections(Handle<SocketAddr>);

impl Drop for EndsConnections {
    fn drop(&mut self) {
        self.0.shutdown();
    }
}

/// Ends a connection whose caller takes nothing of an answer for so long.
#[derive(Clone, Copy)]
struct TakesAnswers(Duration);

impl<S> Accept<TcpStream, S> for TakesAnswers {
    type Stream = Pin<Box<TimeoutStream<TcpStream>>>;
    type Service = S;
    type Future = Ready<io::Result<(Self::Stream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.0));
        ready(Ok((Box::pin(stream), service)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::{get, post};
    use std::time::Instant;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    const PATIENCE: Patience = Patience {
        first_head: Duration::from_millis(300),
        next_head: Duration::from_millis(900),
        untaken: Duration::from_millis(600),
    };

    async fn connected() -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(1500)).await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "quick" }))
            .route("/slow", get(slow))
            .route("/large", get(|| async { "x".repeat(64_000_000) }))
            .route("/echo", post(|body: String| async { body }));
        let for_ever = std::future::pending();
        tokio::spawn(serve_with(PATIENCE, listener, router, for_ever));
        TcpStream::connect(address).await.unwrap()
    }

    /// Sends the parts with a pause between, and reads until the portal ends the connection: what it
    /// said, and after how many milliseconds.
    async fn talk(parts: &[&str], pause: Duration) -> (String, u128) {
        let mut stream = connected().await;
        let begun = Instant::now();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                tokio::time::sleep(pause).await;
            }
            if stream.write_all(part.as_bytes()).await.is_err() {
                break;
            }
        }
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said).await;
        let said = String::from_utf8_lossy(&said).into_owned();
        (said, begun.elapsed().as_millis())
    }

    #[tokio::test]
    async fn half_a_head_is_ended_however_it_drips_in() {
        let (said, after) = talk(&["GET / HTTP/1.1\r\nHost: x\r\n"], Duration::ZERO).await;
        assert!(!said.contains("200"), "{said}");
        assert!((200..800).contains(&after), "{after}");
        let drip = ["GET / HTTP/1.1\r\n", "A: 1\r\n", "B: 2\r\n", "C: 3\r\n"];
        let (said, after) = talk(&drip, Duration::from_millis(150)).await;
        assert!(!said.contains("200"), "{said}");
        assert!(after < 900, "{after}");
        let second = ["GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n"];
        let (said, after) = talk(&second, Duration::ZERO).await;
        assert_eq!(said.matches("quick").count(), 1, "{said}");
        assert!((700..1600).contains(&after), "{after}");
    }

    #[tokio::test]
    async fn a_silent_connection_is_ended_before_and_after_a_request() {
        let (said, after) = talk(&["\r\n\r\n"], Duration::ZERO).await;
        assert_eq!(said, "");
        assert!((200..800).contains(&after), "{after}");
        let head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        let (said, after) = talk(&[head], Duration::ZERO).await;
        assert!(said.ends_with("quick"), "{said}");
        assert!((700..1600).contains(&after), "{after}");
    }

    #[tokio::test]
    async fn an_answer_that_nobody_takes_is_given_up() {
        let mut stream = connected().await;
        let head = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
        stream.write_all(head).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let mut taken = Vec::new();
        let _ = stream.read_to_end(&mut taken).await;
        assert!(taken.len() < 64_000_000, "{}", taken.len());
    }

    #[tokio::test]
    async fn what_takes_its_time_is_waited_for() {
        let slow = "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n";
        let (said, _) = talk(&[slow], Duration::ZERO).await;
        assert!(said.ends_with("slow"), "{said}");
        let echo = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";
        let (said, _) = talk(&[echo, "a", "b", "c", "d"], Duration::from_millis(400)).await;
        assert!(said.ends_with("abcd"), "{said}");
        let head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        let (said, _) = talk(&[head, head, head], Duration::from_millis(400)).await;
        assert_eq!(said.matches("quick").count(), 3, "{said}");
    }
}
