//! As little of an HTTP client as measures the server and not itself.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Client {
            stream,
            buffer: vec![0; 1 << 16],
        }
    }

    /// The body of the answer, which must be a success.
    pub fn post(&mut self, path: &str, cookie: &str, body: &str) -> String {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        loop {
            let read = self.stream.read(&mut self.buffer).unwrap();
            assert!(
                read > 0,
                "the server hung up: {}",
                String::from_utf8_lossy(&answer)
            );
            answer.extend_from_slice(&self.buffer[..read]);
            if let Some(body) = whole(&answer) {
                return body;
            }
        }
    }
}

fn whole(answer: &[u8]) -> Option<String> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.unwrap().parse().unwrap();
    if answer.len() < end + length {
        return None;
    }
    let body = String::from_utf8_lossy(&answer[end..end + length]).into_owned();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}{body}");
    Some(body)
}
