//! Beds.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

const LEG: &str = "#6d4c33";

/// A bed: 0 upholstered, 1 with slatted headboard, 2 low platform.
pub(super) fn bed(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe4_dfd6, 0xdc_e1dc, 0xe8_dfd4][shape % 3], 0xcf_b995, 190);
    art.boards(0xcf_b995, 190);
    let c = Colour(finish.colour);
    art.rug(160, 222, 150, 0xe6_decf);
    if shape == 1 {
        art.window([20, 24, 60, 78]);
        art.print([132, 20, 56, 40]);
    } else {
        art.print([98, 20, 52, 40]);
        art.print([168, 20, 52, 40]);
    }
    art.shadow(160, 218, 112);
    for x in [14, 270] {
        draw!(
            art,
            "<path fill='#b98d5f' d='M{x} 154h38v6h-38z'/><path fill='#a67b4f' d='M{} 160h34v34h-34z'/><path stroke='#8a6340' d='M{} \
             177h34'/><path fill='#6d4c33' d='M{} 194h4v12h-4zM{} 194h4v12h-4z'/>",
            x + 2,
            x + 2,
            x + 4,
            x + 30
        );
        draw!(
            art,
            "<circle cx='{l}' cy='122' r='26' fill='#fff0c8' opacity='.4'/><path fill='#f4e6c6' d='M{} 112h18l6 22h-30z'/><path \
             fill='#7b6a58' d='M{} 134h4v16h-4zM{} 150h14v4h-14z'/>",
            x + 10,
            x + 17,
            x + 12,
            l = x + 19
        );
    }
    headboard(&mut art, shape, c);
    draw!(
        art,
        "<path fill='{}' d='M60 180h200v30H60z'/><path stroke='{LEG}' stroke-width='6' d='M72 208v10M248 208v10'/><path \
         fill='#fbf8f2' d='M64 142h192c4 0 6 3 6 8v34H58v-34c0-5 2-8 6-8z'/>",
        c.dark(10)
    );
    for (x, shade) in [(76, "#fffefb"), (168, "#f7f2e9")] {
        draw!(
            art,
            "<path fill='{shade}' d='M{x} 122c0-5 3-7 8-7h60c5 0 8 2 8 7v22c0 5-3 7-8 7h-60c-5 0-8-2-8-7z'/><path fill='#e8e1d4' \
             d='M{} 145h68c4 0 6-1 6-3v3c0 4-3 6-8 6h-60c-3 0-5-2-6-6z'/>",
            x + 2
        );
    }
    let throw = if c.luma() > 180 { 0x8f_9c8b } else { 0xd9_c3a0 };
    draw!(
        art,
        "<path fill='#f1eadf' d='M56 160c40-7 168-7 208 0v42c-60 5-148 5-208 0z'/><path fill='#e3dacb' d='M56 190c60 6 148 6 208 \
         0v12c-60 5-148 5-208 0z'/><path fill='{t}' d='M56 172c50-5 158-5 208 0v20c-60 5-148 5-208 0z'/><path stroke='{}' d='M56 \
         178c50-5 158-5 208 0M56 186c60-5 148-5 208 0' fill='none'/>",
        Colour(throw).dark(10),
        t = Colour(throw)
    );
    art.done()
}

fn headboard(art: &mut Art, shape: usize, c: Colour) {
    match shape {
        0 => {
            art.round([54, 74, 212, 120], 14, c.dark(6));
            for x in [60, 127, 194] {
                art.round([x, 80, 66, 100], 8, c.light(8));
                draw!(
                    art,
                    "<path fill='{}' opacity='.6' d='M{} 82c4 2 5 4 5 8v84h-8c4-30 5-62 3-92z'/>",
                    c.dark(10),
                    x + 60
                );
            }
        }
        1 => {
            art.round([54, 80, 212, 110], 6, c.dark(12));
            for x in (60..258).step_by(14) {
                art.block([x, 86, 9, 90], c.light(8));
                art.block([x + 7, 86, 2, 90], c.dark(6));
            }
        }
        _ => {
            art.round([34, 96, 252, 92], 8, c.dark(4));
            draw!(
                art,
                "<path fill='{}' d='M42 96h236c4 0 8 3 8 7H34c0-4 4-7 8-7z'/><path stroke='{}' stroke-width='1.400' d='M160 \
                 100v80M97 100v80M223 100v80'/>",
                c.light(20),
                c.dark(14)
            );
        }
    }
}
