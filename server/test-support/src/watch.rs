//! What never ends is named: a story that hangs would hold the whole run, and say nothing.

use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// The longest of them, ten thousand random steps, takes five minutes on two cores.
const LONGEST: Duration = Duration::from_mins(15);

/// Watches over one story until it is dropped; ends the whole run when that takes too long.
pub struct Watch {
    _story: Sender<()>,
}

impl Watch {
    /// `story` is what is told of it.
    pub fn over(story: &'static str) -> Self {
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            if hangs(&receiver, LONGEST) {
                // Not by `eprintln!`, which is kept until a test ends.
                let _ = writeln!(
                    std::io::stderr(),
                    "{story} did not end within {LONGEST:?}: the run ends here"
                );
                std::process::exit(1);
            }
        });
        Self { _story: sender }
    }
}

/// Whether a story goes on after its time.
fn hangs(story: &Receiver<()>, longest: Duration) -> bool {
    story.recv_timeout(longest) == Err(RecvTimeoutError::Timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_goes_on_too_long_hangs() {
        let (sender, receiver) = channel();
        assert!(hangs(&receiver, Duration::from_millis(1)));
        drop(sender);
        assert!(!hangs(&receiver, Duration::from_mins(1)));
    }
}
