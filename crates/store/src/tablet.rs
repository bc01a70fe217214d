//! A tablet's tables.

mod journal;
mod live;
mod meta;
mod staged;

pub use journal::{
    Entry, append, depends_on, entry, forget_touches, mark_judged, overtaken_reads, pending_after, pending_count,
    put_spends, put_touches, seq_of, set_unapplied, spent, tail, take_out_spends, to_push, touching, writers,
    written_rows,
};
pub use live::{
    Member, base_rows, is_member, join_scope, leave_scope, live_rows, members_of, put_base, put_live, restore,
    settle_shadow,
};
pub use meta::{get_meta, put_meta, remove_meta};
pub use staged::{clear_staged, stage, staged, staged_count};
