//! Floor tiles, seen into a room.

use std::fmt::Write as _;

use super::art::{Art, Colour, draw};
use crate::demo::dice::Dice;
use crate::demo::finish::Finish;

const HORIZON: i32 = 112;

/// A floor: 0 marble slabs, 1 terrazzo, 2 cement.
pub(super) fn floor(shape: usize, finish: &Finish) -> String {
    let c = Colour(finish.colour);
    let mut art = Art::room([0xe6_e1d8, 0xe3_e5df, 0xe9_e2d9][shape % 3], finish.colour, HORIZON);
    let mut dice = Dice::new(3, finish.code);
    match shape {
        0 => veins(&mut art, c, &mut dice),
        1 => chips(&mut art, c, &mut dice),
        _ => clouds(&mut art, c, &mut dice),
    }
    grid(&mut art, c, if shape == 1 { 150 } else { 110 });
    gleam(&mut art, c);
    match shape {
        0 => {
            art.print([42, 26, 56, 44]);
            sideboard(&mut art);
            art.tree(60, 148);
        }
        1 => {
            art.window([50, 20, 80, 66]);
            bath(&mut art);
        }
        _ => {
            art.print([128, 22, 64, 50]);
            stool(&mut art, 240, 156);
            art.tree(82, 148);
        }
    }
    art.done()
}

/// The window's light on the floor; a dark floor throws back less.
fn gleam(art: &mut Art, c: Colour) {
    let opacity = if c.luma() > 170 { ".26" } else { ".09" };
    draw!(
        art,
        "<path fill='#fff' opacity='{opacity}' d='M36 {HORIZON}h56L150 240H52zM118 {HORIZON}h26L232 240h-44z'/>"
    );
}

/// The joints of square tiles in perspective, vanishing at (160, 20).
fn grid(art: &mut Art, c: Colour, step: usize) {
    let mut lines = String::new();
    for bottom in (-1040..=1360).step_by(step) {
        let _ = write!(lines, "M{} {HORIZON}L{bottom} 240", 160 + (bottom - 160) * 92 / 220);
    }
    for y in if step > 120 { &[131, 158, 200][..] } else { &[124, 140, 162, 194][..] } {
        let _ = write!(lines, "M0 {y}h320");
    }
    let joint = if c.luma() > 120 { c.dark(14) } else { c.light(16) };
    draw!(art, "<path d='{lines}' stroke='{joint}' stroke-width='1.1' fill='none'/>");
}

fn veins(art: &mut Art, c: Colour, dice: &mut Dice) {
    let vein = if c.luma() > 120 { c.dark(24) } else { c.light(42) };
    for (count, width, opacity) in [(5, "3", ".16"), (6, "1", ".34")] {
        let mut lines = String::new();
        for _ in 0..count {
            let (x, y) = (dice.between(-40, 320), dice.between(114, 226));
            let _ = write!(
                lines,
                "M{x} {y}q{} {} {} {}t{} {}t{} {}",
                dice.between(20, 40),
                dice.between(-6, 4),
                dice.between(50, 80),
                dice.between(4, 14),
                dice.between(50, 90),
                dice.between(4, 16),
                dice.between(40, 60),
                dice.between(0, 12)
            );
        }
        draw!(art, "<path d='{lines}' stroke='{vein}' stroke-width='{width}' opacity='{opacity}' fill='none'/>");
    }
}

fn chips(art: &mut Art, c: Colour, dice: &mut Dice) {
    let dark = c.luma() < 120;
    let colours = if dark { [0x9a_948a, 0x7d_6a5c, 0xcf_c7ba] } else { [c.dark(30).0, 0xb9_8768, 0x8f_9c93] };
    for colour in colours {
        let mut shapes = String::new();
        for _ in 0..56 {
            // Far chips are small and dense: the square makes them crowd towards the horizon.
            let depth = dice.between(0, 100);
            let y = 114 + depth * (40 + depth) * 124 / 14_000;
            let s = 1 + (y - 108) / 34;
            let x = dice.between(0, 318);
            let (a, b) = (dice.between(1, s + 1), dice.between(0, s));
            let _ = write!(shapes, "M{x} {y}l{} -{} {a} {} -{} {}z", s, b / 2 + 1, s / 2 + 1, s, s / 2 + 1);
        }
        draw!(art, "<path d='{shapes}' fill='{}'/>", Colour(colour));
    }
}

fn clouds(art: &mut Art, c: Colour, dice: &mut Dice) {
    for at in 0..14 {
        let (x, y) = (dice.between(0, 320), dice.between(122, 236));
        let rx = 14 + (y - 110) / 3 + dice.between(0, 14);
        let shade = if at % 2 == 0 { c.light(22) } else { c.dark(7) };
        draw!(art, "<ellipse cx='{x}' cy='{y}' rx='{rx}' ry='{}' fill='{shade}' opacity='.3'/>", rx / 5 + 2);
    }
}

fn sideboard(art: &mut Art) {
    art.shadow(216, 150, 78);
    draw!(
        art,
        "<path stroke='#6b4a31' stroke-width='4' d='M152 140v11M280 140v11'/><path fill='#c59767' d='M140 92h152v50H140z'/>\
         <path fill='#d6ac7e' d='M138 88h156v5H138z'/><path stroke='#a57a4d' fill='none' d='M191 93v49M241 93v49M140 \
         117h51'/><path fill='#6b4a31' d='M184 104h3v26h-3zM195 104h3v26h-3zM158 103h16v2h-16zM158 127h16v2h-16zM246 \
         104h3v26h-3z'/>"
    );
    art.vase(166, 88, 0xe9_e2d5);
    art.books(226, 88);
}

fn bath(art: &mut Art) {
    art.shadow(226, 156, 76);
    draw!(
        art,
        "<path fill='#fbfaf7' d='M156 96h138c0 34-12 58-26 58h-86c-14 0-26-24-26-58z'/><path fill='#e4e0d9' d='M256 96h38c0 \
         34-12 58-26 58h-22c12-12 14-38 10-58z'/><path fill='#fff' d='M152 92h146v6H152z'/><path fill='#d9d4cb' d='M152 \
         98h146v2H152z'/><path d='M278 92V54a8 8 0 0 0-16 0v4' stroke='#8b857c' stroke-width='4' fill='none' \
         stroke-linecap='round'/>"
    );
    art.plant(40, 140, 12);
    draw!(art, "<path fill='#f1ece2' d='M176 92h26v26c-8 3-18 3-26 0z'/><path stroke='#c9bfae' d='M176 106h26'/>");
}

fn stool(art: &mut Art, x: i32, y: i32) {
    art.shadow(x, y + 2, 46);
    draw!(
        art,
        "<g transform='translate({x} {y})'><path stroke='#6f4d33' stroke-width='4' d='M-36-26l-6 28M36-26l6 28'/><path \
         fill='#8f9b86' d='M-46-84c0-10 12-14 46-14s46 4 46 14v40h-92z'/><path fill='#a3ae9a' d='M-40-46h80c8 0 10 4 10 10 0 \
         8-4 12-10 12h-80c-6 0-10-4-10-12 0-6 2-10 10-10z'/><path fill='#7f8b77' d='M-58-60c8 0 10 6 10 14v22c-8 0-12-4-12-12v-\
         16c0-4 0-8 2-8zM58-60c-8 0-10 6-10 14v22c8 0 12-4 12-12v-16c0-4 0-8-2-8z'/></g>"
    );
}

/// Wood-look tiles: 0 herringbone, 1 planks.
pub(super) fn planks(shape: usize, finish: &Finish) -> String {
    let c = Colour(finish.colour);
    let mut art = Art::room([0xe8_e3da, 0xe2_e4de][shape % 2], finish.colour, HORIZON);
    let mut dice = Dice::new(11, finish.code);
    if shape == 0 {
        herringbone(&mut art, c);
    } else {
        let rows = [112, 122, 136, 155, 182, 220, 240];
        for (shade, count) in [(c.dark(9), 10), (c.light(16), 10)] {
            for _ in 0..count {
                let row = dice.below(6);
                let (top, bottom) = (rows[row], rows[row + 1]);
                let w = 30 + (top - 110) * 7 / 10;
                let x = i32::try_from(dice.between(-20, 310)).unwrap_or(0);
                draw!(art, "<path fill='{shade}' d='M{x} {top}h{w}v{}h-{w}z'/>", bottom - top);
                draw!(
                    art,
                    "<path stroke='{}' opacity='.7' d='M{} {}h{}'/>",
                    shade.dark(12),
                    x + w / 5,
                    i32::midpoint(top, bottom),
                    w / 2
                );
            }
        }
        draw!(art, "<path stroke='{}' d='M0 122h320M0 136h320M0 155h320M0 182h320M0 220h320'/>", c.dark(26));
    }
    gleam(&mut art, c);
    if shape == 0 {
        art.print([50, 22, 60, 48]);
        stool(&mut art, 220, 156);
        art.plant(120, 146, 14);
    } else {
        art.window([196, 18, 86, 70]);
        sideboard(&mut art);
        art.tree(70, 150);
    }
    art.done()
}

fn herringbone(art: &mut Art, c: Colour) {
    // Rows of slanted boards; each row is taller and its boards wider towards the viewer.
    let rows = [112, 119, 128, 140, 156, 178, 206, 242];
    for (row, pair) in rows.windows(2).enumerate() {
        let (top, h) = (pair[0], pair[1] - pair[0]);
        let w = h * 2;
        let lean = if row % 2 == 0 { h * 3 / 2 } else { -h * 3 / 2 };
        for (shade, skip) in [(c.dark(8), 0), (c.light(14), 1)] {
            let mut boards = String::new();
            let mut x = 160 - w * (1 + 220 / w) + skip * w;
            while x < 340 + w {
                let _ = write!(boards, "M{x} {top}h{w}l{lean} {h}h-{w}z");
                x += 3 * w;
            }
            draw!(art, "<path fill='{shade}' d='{boards}'/>");
        }
        let mut joints = String::new();
        let mut x = 160 - w * (1 + 220 / w);
        while x < 340 + w {
            let _ = write!(joints, "M{x} {top}l{lean} {h}");
            x += w;
        }
        draw!(art, "<path stroke='{}' d='{joints}M0 {top}h320' fill='none'/>", c.dark(24));
    }
    draw!(art, "<path fill='{}' d='M0 106h320v6H0z'/>", Colour(0xf3_f0ea));
}
