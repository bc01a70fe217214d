//! Wall tiles, seen straight on.

use std::fmt::Write as _;

use super::art::{Art, Colour, draw};
use crate::demo::dice::Dice;
use crate::demo::finish::Finish;

/// A wall: 0 brick bond, 1 finger strips, 2 fish scale, 3 handmade squares.
pub(super) fn wall(shape: usize, finish: &Finish) -> String {
    let c = Colour(finish.colour);
    let mut art = Art::sheet(c);
    let mut dice = Dice::new(5, finish.code);
    let joint = if c.luma() > 220 { c.dark(10) } else { c.light(58) };
    match shape {
        0 => {
            shades(&mut art, c, [40, 20], true, &mut dice);
            art.joints([0, 190], [40, 20], true, joint);
        }
        1 => {
            shades(&mut art, c, [10, 47], false, &mut dice);
            art.joints([0, 190], [10, 47], false, joint);
        }
        2 => scales(&mut art, c, joint, &mut dice),
        _ => {
            shades(&mut art, c, [32, 32], false, &mut dice);
            art.joints([0, 192], [32, 32], false, joint);
        }
    }
    art.sunlight(190);
    let wood = Colour(0xc7_9c6c);
    draw!(
        art,
        "<path opacity='.16' d='M0 184h320v6H0z'/><path fill='{}' d='M0 188h320v11H0z'/><path fill='{}' d='M0 188h320v2H0z'/>\
         <path fill='#efe8dc' d='M0 199h320v41H0z'/><path opacity='.13' d='M0 199h320v4H0z'/><path stroke='#dacdba' d='M80 \
         203v37M160 203v37M240 203v37'/>",
        wood,
        wood.light(30)
    );
    match shape {
        0 => {
            art.vase(64, 188, 0xef_e8db);
            art.books(222, 188);
            art.bowl(270, 188, 0xd5_9f5d);
        }
        1 => {
            draw!(
                art,
                "<circle cx='160' cy='86' r='56' fill='#8b6a48'/><circle cx='160' cy='86' r='52' fill='#dfe6e5'/><path fill='#fff' opacity='.5' d='M140 38l28-3-46 88-10-17z'/>"
            );
            art.plant(272, 188, 13);
            art.bowl(60, 188, 0xf4_efe6);
        }
        2 => {
            art.plant(70, 188, 14);
            draw!(
                art,
                "<path fill='#f7f4ee' d='M196 168h84c0 14-8 20-18 20h-48c-10 0-18-6-18-20z'/><path fill='#ded8cd' d='M256 168h24c0 14-8 20-18 20h-14c6-5 9-12 8-20z'/><path fill='#fff' d='M192 165h92v4h-92z'/>"
            );
        }
        _ => {
            draw!(art, "<path fill='#b98d5d' d='M170 118h126v7H170z'/><path opacity='.15' d='M170 125h126v3H170z'/>");
            art.bowl(200, 118, 0xf4_efe6);
            art.books(226, 118);
            art.plant(274, 118, 8);
            art.vase(58, 188, 0x6d_7a70);
        }
    }
    art.done()
}

/// Fired tiles differ: some are a little darker or lighter.
fn shades(art: &mut Art, c: Colour, [w, h]: [i64; 2], bond: bool, dice: &mut Dice) {
    for (shade, count) in [
        (c.dark(if c.luma() > 220 { 3 } else { 6 }), 26),
        (c.light(18), 26),
        (c.dark(if c.luma() > 220 { 5 } else { 10 }), 12),
    ] {
        let mut tiles = String::new();
        for _ in 0..count {
            let row = dice.between(0, 190 / h - 1);
            let shift = if bond && row % 2 == 1 { w / 2 } else { 0 };
            let _ = write!(tiles, "M{} {}h{w}v{h}h-{w}z", dice.between(0, 320 / w - 1) * w + shift, row * h);
        }
        draw!(art, "<path fill='{shade}' d='{tiles}'/>");
    }
}

fn scales(art: &mut Art, c: Colour, joint: Colour, dice: &mut Dice) {
    for (shade, count) in [(c.dark(if c.luma() > 220 { 4 } else { 7 }), 24), (c.light(18), 20)] {
        let mut tiles = String::new();
        for _ in 0..count {
            let row = dice.between(0, 8);
            let x = dice.between(-1, 10) * 32 + if row % 2 == 1 { 16 } else { 0 };
            let _ = write!(tiles, "M{x} {}a16 20 0 0 0 32 0z", row * 20);
        }
        draw!(art, "<path fill='{shade}' d='{tiles}'/>");
    }
    let mut lines = String::new();
    for row in 0..10 {
        let _ = write!(lines, "M{} {}", if row % 2 == 1 { -16 } else { 0 }, row * 20);
        for _ in 0..11 {
            lines.push_str("a16 20 0 0 0 32 0");
        }
    }
    draw!(art, "<path d='{lines}' stroke='{joint}' stroke-width='1.2' fill='none'/>");
}
