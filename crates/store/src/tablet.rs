//! A tablet's tables.

mod blobs;
mod journal;
mod json;
mod live;
mod live_rows;
mod meta;
mod staged;
mod touches;

pub use blobs::{
    Blob, BlobStanding, BlobSum, blob, blobs_here, blobs_in, blobs_to_let_go, forget_blob, let_go_of_blob,
    missing_blobs, note_blob_shown, note_thumb_sent, put_blob, settle_blob, thumbs_waiting, waiting_blobs,
};
pub use journal::{
    Entry, append, entry, mark_judged, pending_after, pending_count, pending_of, put_spends, set_unapplied, spent,
    tail, take_out_spends, to_push,
};
pub use live::{
    Member, base_rows, is_member, join_scope, leave_scope, live_rows, members_of, policy_version, put_base, put_live,
    restore, settle_shadow, writers,
};
pub use live_rows::LiveRows;
pub use meta::{get_meta, get_two, put_meta, remove_meta};
pub use staged::{clear_staged, stage, staged, staged_count};
pub use touches::{
    Readers, Touches, depends_on, forget_touches, overtaken_reads, put_lost_keys, put_touches, readers, touching,
    written_rows,
};
