//! One way in which the variants of a product differ.

use tenon_domain::Localized;
use tenon_domain::catalog::OptionAxis;

/// The axis of `values`, one a variant, in the order of the source; adds each variant's place on it to its choice.
/// `local` puts a value into the language it is in.
pub(in crate::import) fn axis(
    name: Localized,
    values: &[&str],
    choices: &mut [Vec<u16>],
    local: impl Fn(&str) -> Localized,
) -> OptionAxis {
    let mut known: Vec<&str> = Vec::new();
    for (value, choice) in values.iter().zip(choices) {
        let place = known.iter().position(|known| known == value).unwrap_or_else(|| {
            known.push(value);
            known.len() - 1
        });
        choice.push(u16::try_from(place).unwrap_or(u16::MAX));
    }
    OptionAxis { name, values: known.into_iter().map(local).collect() }
}
