//! A mail server on the loopback address, with faults to order.
//!
//! mailin keeps to the protocol, rustls encrypts; what happens to a message is decided by a function of the recipient
//! and of how often the message was offered, so that a run can be repeated.

#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "the test is the server, and waits for it")]
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod mailing;
pub mod wire;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub const USER: &str = "report";
pub const PASSWORD: &str = "tulip-7-secret";

/// What happens to a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    None,
    RejectedAtSender,
    DeferredAtSender,
    RejectedAtRecipient,
    DeferredAtRecipient,
    /// 421, and the connection is closed.
    ClosedAtRecipient,
    LostAtRecipient,
    LostAtData,
    LostWithin,
    /// The dot has come; the message is thrown away and the connection cut.
    LostAtEnd,
    RejectedAtEnd,
    DeferredAtEnd,
    /// The message is taken over, and the connection cut before the answer.
    TakenUnheard,
    /// The connection is cut right after the answer.
    LostAfter,
    /// Milliseconds before the recipient's answer, and before the final one.
    Slow(u64),
}

/// What a server offers.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub start_tls: bool,
    pub implicit_tls: bool,
    pub login_alone: bool,
    /// Bytes, said after EHLO.
    pub size: Option<usize>,
    /// It says nothing at all.
    pub silent: bool,
    /// Messages on a connection before it is closed without a word.
    pub messages: usize,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            start_tls: true,
            implicit_tls: false,
            login_alone: false,
            size: None,
            silent: false,
            messages: usize::MAX,
        }
    }
}

pub type Script = dyn Fn(&str, usize) -> Fault + Send + Sync;

/// What all connections share.
pub struct Shared {
    pub manner: Manner,
    pub script: Box<Script>,
    pub tls: Arc<ServerConfig>,
    /// Recipient and message of what was taken over, in order.
    pub taken: Mutex<Vec<(String, Vec<u8>)>>,
    /// How often each recipient was offered.
    pub offered: Mutex<BTreeMap<String, usize>>,
    pub connections: AtomicUsize,
    pub open: AtomicUsize,
    /// All lines that came, but for messages.
    pub heard: Mutex<Vec<String>>,
}

pub struct Server {
    pub port: u16,
    /// PEM.
    pub authority: String,
    pub shared: Arc<Shared>,
}

impl Server {
    pub fn new(manner: Manner, script: impl Fn(&str, usize) -> Fault + Send + Sync + 'static) -> Server {
        let (authority, tls) = certificates();
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let shared = Arc::new(Shared {
            manner,
            script: Box::new(script),
            tls,
            taken: Mutex::default(),
            offered: Mutex::default(),
            connections: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
            heard: Mutex::default(),
        });
        let own = Arc::clone(&shared);
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                own.connections.fetch_add(1, Ordering::SeqCst);
                own.open.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&own);
                thread::spawn(move || {
                    // A client that is gone is no fault of the server.
                    let _ = wire::serve(stream, &shared);
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Server { port, authority, shared }
    }

    /// Waits until no connection is open: what a killed sender had handed over is taken over by then.
    pub fn settle(&self) {
        let start = Instant::now();
        while self.shared.open.load(Ordering::SeqCst) > 0 {
            assert!(start.elapsed() < Duration::from_secs(20), "a connection stays open");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// How often a message was taken over, for each recipient.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (to, _) in self.shared.taken.lock().expect("no panic").iter() {
            *counts.entry(to.clone()).or_default() += 1;
        }
        counts
    }
}

/// An authority of its own, and a certificate of it for the loopback host.
fn certificates() -> (String, Arc<ServerConfig>) {
    let authority_key = KeyPair::generate().expect("a key");
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = authority.self_signed(&authority_key).expect("signed").pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().expect("a key");
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let own = CertificateParams::new(names).expect("parameters").signed_by(&key, &issuer).expect("signed");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .expect("a certificate");
    (pem, Arc::new(tls))
}

/// Numbers by chance that can be had again: SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}
