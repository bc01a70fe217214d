//! `photos`: photos that wait on a tablet are sent to headquarters, verified there and held.
//!
//! The baseline sends the same files one after the other, each in one `PUT`, to a server in the same process that writes
//! and syncs them and looks at nothing. Beside it stands what headquarters does that a copy does not: it unpacks every
//! picture to see that it can be shown and to make two sizes. That part is measured alone, on the same files.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::routing::put;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage};
use tenon_domain::ops::AddPhoto;

use crate::place::{Ground, Headquarters, sign_in, submit, timed};
use crate::spread::Rounds;
use crate::table::Table;

const ROUNDS: u32 = 5;
const PHOTOS: u32 = 8;
/// As a phone's camera at eight million pixels.
const SIDES: (u32, u32) = (3_264, 2_448);

pub(crate) fn measure(ground: &mut Ground) -> Result<Table> {
    let about = "photos sent, verified and held against the same files put and synced over the same loopback HTTP";
    let mut table = Table::new("photos", about);
    let (home, dir, copies) = (ground.folder()?, ground.folder()?, ground.folder()?);
    let hq = Headquarters::found(ground, home, 10)?;
    let tablet = hq.enrol(ground, &dir)?;
    let runtime = &ground.runtime;
    runtime.block_on(tablet.sync())?;
    sign_in(&tablet, &hq.measurer)?;
    let job = hq.jobs.first().context("there is no job")?.id;
    let copying = runtime.block_on(copy_server(copies))?;
    let client = reqwest::Client::new();

    let (mut ours, mut alone, mut bytes) = (Rounds::default(), Rounds::default(), 0);
    for round in 0..ROUNDS {
        let photos: Vec<Vec<u8>> = (0..PHOTOS).map(|at| photo(round * PHOTOS + at)).collect::<Result<_>>()?;
        for photo in &photos {
            let kept = tablet.keep_photo(photo);
            let file = kept.file.with_context(|| format!("refused: {:?}", kept.refusal))?;
            let (sha256, bytes, media_type) = (file.sha256, file.bytes, file.media_type);
            let kind = tenon_domain::entities::PhotoKind::During;
            let caption = String::new();
            submit(&tablet, AddPhoto { work_order: job, sha256, bytes, media_type, kind, room: None, caption })?;
        }
        runtime.block_on(tablet.sync())?;
        let (sent_ms, sent) = timed(|| Ok(runtime.block_on(tablet.upload())?))?;
        ensure!(sent.sent == photos.len() && sent.waiting == 0, "not all were sent: {sent:?}");
        let (copied_ms, ()) = timed(|| {
            runtime.block_on(async {
                for (at, photo) in photos.iter().enumerate() {
                    let target = format!("{copying}/{round}-{at}");
                    client.put(target).body(photo.clone()).send().await?.error_for_status()?;
                }
                anyhow::Ok(())
            })
        })?;
        let (made_ms, ()) =
            timed(|| photos.iter().try_for_each(|photo| tenon_images::make(photo).map(drop)).context("it is a photo"))?;
        ours.push(sent_ms, copied_ms);
        alone.push((sent_ms - made_ms).max(0.0), copied_ms);
        bytes = sent.bytes;
    }
    table.compare(format!("{PHOTOS} photos, sent and held"), "ms", &ours);
    table.compare("the same without unpacking them", "ms", &alone);
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    table.tell("bytes of a round", "MB", &[bytes as f64 / 1e6]);
    Ok(table)
}

/// A server that writes what it is given and syncs it.
async fn copy_server(folder: PathBuf) -> Result<String> {
    let write = |State(folder): State<Arc<PathBuf>>, Path(name): Path<String>, body: Bytes| async move {
        let path = folder.join(name);
        let written = tokio::task::spawn_blocking(move || {
            let mut file = std::fs::File::create(path)?;
            std::io::Write::write_all(&mut file, &body)?;
            file.sync_all()
        });
        match written.await {
            Ok(Ok(())) => StatusCode::NO_CONTENT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        }
    };
    let app = axum::Router::new()
        .route("/{name}", put(write))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::new(folder));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(url)
}

/// A picture with as much in it as a photograph has: shapes, and noise over them. Each number another one.
fn photo(number: u32) -> Result<Vec<u8>> {
    let mut state = number.wrapping_mul(0x9E37_79B9) | 1;
    let mut noise = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % 24
    };
    let shade = |value: u32| u8::try_from(value % 256).unwrap_or_default();
    let drawn = RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| {
        let light = x / 16 + y / 24;
        Rgb([shade(light + noise()), shade(light / 2 + 40 + noise()), shade(90 + noise())])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_with_encoder(JpegEncoder::new_with_quality(&mut file, 85))?;
    Ok(file.into_inner())
}
