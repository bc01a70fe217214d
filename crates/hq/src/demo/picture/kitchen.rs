//! Kitchens.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

const FLOOR: u32 = 0xd9_cdbd;
const STEEL: Colour = Colour(0xb9_b9b7);

/// A kitchen: 0 straight, 1 L with tall units, 2 island, 3 U with a window, 4 straight with framed fronts.
pub(super) fn kitchen(shape: usize, finish: &Finish) -> String {
    let wall = [0xeb_e6de, 0xe6_e5de, 0xec_e4da, 0xe3_e6e4, 0xed_e7da][shape % 5];
    let mut art = Art::room(wall, FLOOR, 206);
    art.boards(FLOOR, 206);
    let framed = shape == 4;
    let run = if shape == 1 { 14..209 } else { 14..306 };
    splash(&mut art, Colour(wall), run.end, shape);
    match shape {
        1 => {
            wall_units(&mut art, &[20, 68], finish, false);
            hood(&mut art, 161);
        }
        3 => {
            art.window([118, 36, 84, 62]);
            wall_units(&mut art, &[204, 252], finish, false);
            tall(&mut art, [20, 24, 62, 176], finish);
        }
        4 => {
            wall_units(&mut art, &[20, 68, 204, 252], finish, true);
            mantel(&mut art, finish);
        }
        2 => {
            shelves(&mut art);
            hood(&mut art, 160);
        }
        _ => {
            wall_units(&mut art, &[20, 68, 204, 252], finish, false);
            hood(&mut art, 161);
        }
    }
    let start = if shape == 3 { 78 } else { 14 };
    worktop(&mut art, start, run.end, finish);
    things(&mut art, shape);
    base_units(&mut art, start, run.end, finish, framed);
    match shape {
        1 => tower(&mut art, finish),
        2 => island(&mut art, finish),
        _ => {}
    }
    art.done()
}

fn splash(art: &mut Art, wall: Colour, end: i32, shape: usize) {
    let w = end - 22;
    draw!(art, "<path fill='{}' d='M20 92h{w}v54H20z'/>", wall.light(45));
    let lines = match shape {
        0 => {
            "M20 109h282M20 126h282M48 92v17m56-17v17m56-17v17m56-17v17m56-17v17M76 109v17m56-17v17m56-17v17m56-17v17\
              M48 126v18m56-18v18m56-18v18m56-18v18m56-18v18"
        }
        2 | 4 => "M20 105h282M20 118h282M20 131h282M46 92v52m38-52v52m38-52v52m38-52v52m38-52v52m38-52v52m38-52v52",
        _ => "M28 92c30 20 20 40 60 52M120 92c-6 26 40 22 36 52M230 92c16 18 44 30 50 52M170 92c20 14 8 40 30 52",
    };
    // Joints stay inside the run: what reaches past a shorter run is covered by its tall units.
    draw!(art, "<path stroke='{}' stroke-width='.9' fill='none' d='{lines}'/>", wall.dark(5));
}

fn wall_units(art: &mut Art, at: &[i32], finish: &Finish, framed: bool) {
    for &x in at {
        if framed {
            art.framed([x, 30, 48, 62], finish);
        } else {
            art.panel([x, 30, 48, 62], finish);
        }
    }
    let mut pairs = at.chunks(2);
    while let Some([x, _]) = pairs.next() {
        let h = if framed { 76 } else { 82 };
        if framed {
            art.handle(x + 44, h, 8, true, finish.colour);
            art.handle(x + 50, h, 8, true, finish.colour);
        }
        draw!(
            art,
            "<path opacity='.13' d='M{x} 92h96v3H{x}z'/><path fill='#fff3d6' opacity='.5' d='M{} 95h84l8 14H{}z'/>",
            x + 6,
            x - 2
        );
        draw!(art, "<path fill='{}' d='M{} 26h100v4H{}z'/>", Colour(finish.colour).dark(10), x - 2, x - 2);
    }
}

fn hood(art: &mut Art, x: i32) {
    draw!(
        art,
        "<g transform='translate({x})'><path fill='{}' d='M-17 22h34v42h-34z'/><path fill='{}' d='M9 22h8v42H9z'/>\
         <path fill='{}' d='M-35 78l18-15h34l18 15v8h-70z'/><path fill='{}' d='M-35 79h70v7h-70z'/>\
         <path stroke='#fff' stroke-width='1.6' opacity='.75' d='M-20 86h12m16 0h12'/></g>",
        STEEL.light(12),
        STEEL.dark(6),
        STEEL,
        STEEL.dark(14)
    );
}

fn mantel(art: &mut Art, finish: &Finish) {
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='{}' d='M128 22h64v34l8 12v22h-8c0-8-64-8-64 0h-8V68l8-12z'/><path fill='{}' d='M186 22h6v34l8 \
         12v22h-8c0-3-4-5-6-5z'/><path stroke='{}' d='M126 57h68M121 69h78' fill='none'/>",
        c.light(12),
        c.dark(10),
        c.dark(20)
    );
}

fn shelves(art: &mut Art) {
    for x in [24, 210] {
        draw!(
            art,
            "<path fill='#c49c6c' d='M{x} 52h86v5h-86zM{x} 86h86v5h-86z'/><path opacity='.12' d='M{x} 57h86v2h-86zM{x} \
             91h86v2h-86z'/>"
        );
    }
    art.bowl(46, 52, 0xe9_e2d6);
    art.books(70, 52);
    art.bowl(52, 86, 0xa4_b09a);
    art.bowl(236, 86, 0xd9_cbb6);
    art.bowl(272, 52, 0xbf_7b58);
    art.bowl(232, 52, 0xf3_efe6);
}

fn worktop(art: &mut Art, start: i32, end: i32, finish: &Finish) {
    let stone = if Colour(finish.colour).luma() > 150 { Colour(0x8d_8a84) } else { Colour(0xe9_e4da) };
    let w = end - start;
    draw!(
        art,
        "<path fill='{stone}' d='M{start} 144h{w}v8h-{w}z'/><path stroke='{}' d='M{start} 144.5h{w}'/><path opacity='.14' \
         d='M{start} 152h{w}v3h-{w}z'/>",
        stone.light(35)
    );
}

fn things(art: &mut Art, shape: usize) {
    let tap = if shape == 3 { 160 } else { 84 };
    draw!(
        art,
        "<path d='M{tap} 144v-21a8 8 0 0 1 16 0v6' fill='none' stroke='#77746f' stroke-width='3.2' \
         stroke-linecap='round'/><path d='M{} 143v-20' stroke='#c9c6c1' fill='none'/>",
        tap - 1
    );
    if shape != 3 {
        draw!(
            art,
            "<path fill='#2b2927' d='M135 141h52v3h-52z'/><path fill='#8a4f38' d='M147 127h26v12c0 1-1 2-2 2h-22c-1 \
             0-2-1-2-2z'/><path fill='#713d29' d='M165 127h8v12c0 1-1 2-2 2h-8c3-3 3-9 2-14z'/><path fill='#5f3525' \
             d='M145 126h30v2h-30zM157 122h6v4h-6z'/>"
        );
    }
    match shape {
        0 => art.plant(268, 144, 9),
        1 => art.vase(40, 144, 0xe8_e0d2),
        3 => {
            art.bowl(232, 144, 0xd9_a25f);
            art.plant(276, 144, 8);
        }
        4 => {
            art.books(214, 144);
            art.vase(276, 144, 0xa9_b3a0);
        }
        _ => {}
    }
}

fn base_units(art: &mut Art, start: i32, end: i32, finish: &Finish, framed: bool) {
    let first = start + 4;
    art.block([first + 4, 199, end - start - 16, 8], Colour(0x3b_3732));
    let last = end - 4;
    for row in 0..3 {
        art.panel([first, 153 + row * 15, 54, if row == 2 { 16 } else { 15 }], finish);
        art.handle(first + 18, 157 + row * 15, 18, false, finish.colour);
    }
    let oven = 138;
    let mut x = first + 54;
    let mut left = true;
    while x < last {
        if x == oven {
            draw!(
                art,
                "<path fill='#2d2b29' d='M138 153h46v46h-46z'/><rect x='143' y='166' width='36' height='27' rx='1.5' \
                 fill='#454240'/><path fill='#57534f' d='M143 185l18-19h12l-26 27h-4z'/><path d='M144 160.5h34' \
                 stroke='#cfcac3' stroke-width='2.2' stroke-linecap='round'/>"
            );
            x += 46;
            continue;
        }
        let until = if x < oven { oven } else { last };
        let w = if until - x < 60 && until - x > 44 { (until - x) / 2 } else { (until - x).min(39) };
        let w = if until - x - w < 20 { until - x } else { w };
        if framed {
            art.framed([x, 153, w, 46], finish);
        } else {
            art.panel([x, 153, w, 46], finish);
        }
        art.handle(if left { x + w - 6 } else { x + 5 }, 158, 13, true, finish.colour);
        left = !left;
        x += w;
    }
}

fn tall(art: &mut Art, [x, y, w, h]: [i32; 4], finish: &Finish) {
    art.block([x + 2, y + h - 1, w + 6, 8], Colour(0x3b_3732));
    art.panel([x, y, w, h * 3 / 5], finish);
    art.panel([x, y + h * 3 / 5, w, h - h * 3 / 5], finish);
    art.handle(x + w - 7, y + h * 3 / 5 - 32, 26, true, finish.colour);
    art.handle(x + w - 7, y + h * 3 / 5 + 6, 22, true, finish.colour);
}

fn tower(art: &mut Art, finish: &Finish) {
    art.block([200, 199, 98, 8], Colour(0x3b_3732));
    for [x, y, h] in [[204, 22, 62], [204, 84, 115], [252, 22, 62], [252, 84, 115]] {
        art.panel([x, y, 48, h], finish);
    }
    draw!(
        art,
        "<path fill='#2d2b29' d='M210 92h36v30h-36z'/><path d='M214 97h28' stroke='#cfcac3' stroke-width='2'/><path \
         fill='#4b4845' d='M214 102h28v16h-28z'/><path fill='#5c5854' d='M214 115l12-13h8l-15 16h-5z'/><path \
         fill='#2d2b29' d='M210 126h36v20h-36z'/><path fill='#4b4845' d='M214 132h22v10h-22z'/>"
    );
    art.handle(256, 118, 36, true, finish.colour);
    art.handle(222, 153, 14, false, finish.colour);
    art.handle(256, 66, 13, true, finish.colour);
    art.handle(246, 66, 13, true, finish.colour);
}

fn island(art: &mut Art, finish: &Finish) {
    let stone = if Colour(finish.colour).luma() > 150 { Colour(0x8d_8a84) } else { Colour(0xe9_e4da) };
    art.shadow(160, 228, 104);
    for x in [72, 131, 190] {
        art.panel([x, 177, 59, 44], finish);
        art.handle(x + 23, 182, 12, false, finish.colour);
    }
    art.block([78, 221, 164, 6], Colour(0x3b_3732));
    draw!(
        art,
        "<path fill='{stone}' d='M58 168h204v8H58z'/><path stroke='{}' d='M58 168.5h204'/><path opacity='.18' d='M72 \
         176h176v3H72z'/>",
        stone.light(35)
    );
    for x in [98, 222] {
        draw!(
            art,
            "<path d='M{x} 0v52' stroke='#4a4540'/><path fill='#3f3b37' d='M{} 66c0-9 5-14 11-14s11 5 11 14z'/><path \
             fill='#ffe7b3' d='M{} 66h16c0 3-4 4-8 4s-8-1-8-4z'/>",
            x - 11,
            x - 8
        );
    }
    art.bowl(196, 168, 0xd8_a25e);
}
