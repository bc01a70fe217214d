//! What this tablet knows of the time: its wall clock, which may be wrong, and HQ's time at the last contact carried on by
//! a clock that only counts.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tenon_domain::StampedAt;

/// Assumed worst drift of a tablet's counter: 100 parts per million, ten times what quartz does.
const DRIFT_PPM: i64 = 100;

/// HQ's time as it was at one reading of the counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HqTime {
    hq_ms: i64,
    /// Half the time that the exchange was on the line.
    uncertainty_ms: i64,
    counter: Counter,
}

/// A counter that survives a restart of the program but not of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Counter {
    boot: String,
    ms: i64,
}

impl HqTime {
    /// An exchange took `took_ms`; it came in at `hq_ms`, and HQ held it for `held_ms` of that. How the rest fell to the way
    /// there and the way back is not known, so the middle is as wrong as half of it at most.
    pub(crate) fn heard(hq_ms: i64, held_ms: i64, took_ms: i64) -> Self {
        let held_ms = held_ms.clamp(0, took_ms);
        let way_ms = (took_ms - held_ms) / 2;
        Self { hq_ms: hq_ms.saturating_add(held_ms + way_ms), uncertainty_ms: way_ms + 1, counter: counter() }
    }

    /// Whether this is worth keeping instead of `held`: twice as sure of the time as that is by now.
    pub(crate) fn is_surer_than(&self, held: &Self) -> bool {
        held.now().is_none_or(|(_, uncertainty_ms)| self.uncertainty_ms.saturating_mul(2) <= uncertainty_ms)
    }

    fn now(&self) -> Option<(i64, i64)> {
        let counter = counter();
        let passed = counter.ms.checked_sub(self.counter.ms).filter(|passed| *passed >= 0)?;
        (counter.boot == self.counter.boot).then(|| {
            (self.hq_ms.saturating_add(passed), self.uncertainty_ms + passed.saturating_mul(DRIFT_PPM) / 1_000_000)
        })
    }
}

/// The wall clock, UTC milliseconds.
pub(crate) fn wall_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}

/// What to stamp an operation with.
pub(crate) fn stamped_at(known: Option<&HqTime>) -> StampedAt {
    match known.and_then(HqTime::now) {
        Some((hq_ms, uncertainty_ms)) => StampedAt { wall_ms: wall_ms(), hq_ms: Some(hq_ms), uncertainty_ms },
        None => StampedAt { wall_ms: wall_ms(), hq_ms: None, uncertainty_ms: 0 },
    }
}

/// Linux counts since boot, sleep included, and names each boot; elsewhere the counter lives as long as the program.
fn counter() -> Counter {
    use std::sync::OnceLock;
    static START: OnceLock<(Instant, String)> = OnceLock::new();
    if let Some(counter) = linux_counter() {
        return counter;
    }
    let (start, boot) = START.get_or_init(|| (Instant::now(), format!("process-{}", wall_ms())));
    Counter { boot: boot.clone(), ms: i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX) }
}

#[cfg(target_os = "linux")]
fn linux_counter() -> Option<Counter> {
    use std::sync::OnceLock;
    // The name of this boot cannot change while this program runs.
    static BOOT: OnceLock<Option<String>> = OnceLock::new();
    let read = || Some(std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?.trim().to_owned());
    let boot = BOOT.get_or_init(read).clone()?;
    let since = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Some(Counter { boot, ms: since.tv_sec.checked_mul(1000)?.checked_add(since.tv_nsec / 1_000_000)? })
}

#[cfg(not(target_os = "linux"))]
fn linux_counter() -> Option<Counter> {
    None
}

#[cfg(test)]
mod tests {
    use super::HqTime;

    #[test]
    fn the_middle_of_the_way_is_taken_and_a_faster_one_counts_more() {
        let slow = HqTime::heard(1_000_000, 0, 4_000);
        let (now, uncertainty) = slow.now().unwrap();
        // Whenever in the exchange HQ looked at its clock, the truth lies within.
        assert!(now - uncertainty <= 1_000_000 && now + uncertainty >= 1_004_000);
        assert!(HqTime::heard(1_004_000, 0, 20).is_surer_than(&slow));
        assert!(!HqTime::heard(1_004_000, 0, 3_900).is_surer_than(&slow));
    }

    #[test]
    fn a_headquarters_that_works_long_makes_no_tablet_unsure_of_the_time() {
        let (now, uncertainty) = HqTime::heard(1_000_000, 3_980, 4_000).now().unwrap();
        assert!(uncertainty <= 12 && (1_003_990..1_004_500).contains(&now), "{now} ± {uncertainty}");
        // More than the whole exchange is nothing that was measured here.
        assert!(HqTime::heard(1_000_000, 9_000, 4_000).now().unwrap().0 < 1_004_500);
        assert!(HqTime::heard(1_000_000, -9_000, 4_000).now().unwrap().0 >= 1_002_000);
    }
}
