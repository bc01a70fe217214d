//! Sharing an amount out without losing a unit.

use std::cmp::Reverse;

/// Shares `total` out in proportion to `weights`; the shares add up to `total`. What does not divide goes to the largest
/// remainders, the first of equals first. No share is larger than its weight while `total` is not larger than all
/// weights together. Negative numbers count as 0; without any weight every share is 0.
pub fn share(total: i64, weights: &[i64]) -> Vec<i64> {
    let total = i128::from(total.max(0));
    let weights: Vec<i128> = weights.iter().map(|weight| i128::from((*weight).max(0))).collect();
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut shares: Vec<i128> = weights.iter().map(|weight| total * weight / sum).collect();
    let left = total - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (Reverse(weights.get(*at).map_or(0, |weight| total * weight % sum)), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
        }
    }
    shares.into_iter().map(|share| i64::try_from(share).unwrap_or(i64::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::share;

    #[test]
    fn what_does_not_divide_goes_to_the_largest_remainder() {
        assert_eq!(share(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(share(10, &[5, 0, 14]), [3, 0, 7]);
        assert_eq!(share(5, &[0, -3]), [0, 0]);
    }

    proptest! {
        #[test]
        fn shares_add_up_and_stay_within_their_weights(
            weights in prop::collection::vec(0_i64..1_000_000, 1..20),
            part in 0_u32..=1000,
        ) {
            let sum: i64 = weights.iter().sum();
            let total = sum * i64::from(part) / 1000;
            let shares = share(total, &weights);
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
            prop_assert!(shares.iter().zip(&weights).all(|(share, weight)| 0 <= *share && share <= weight));
        }
    }
}
