//! Sofas and chairs.

use super::art::{Art, Colour, draw};
use crate::demo::finish::Finish;

const WALL: [u32; 4] = [0xe6_e0d6, 0xdd_e0d9, 0xe8_ded2, 0xdf_e2e3];
const LEG: &str = "#6d4c33";

/// A sofa: 0 three seats, 1 with a chaise, 2 two seats on high legs, 3 low modules.
pub(super) fn sofa(shape: usize, finish: &Finish) -> String {
    let wall = WALL[shape % 4];
    let mut art = Art::room(wall, 0xd0_bb9b, 178);
    art.boards(0xd0_bb9b, 178);
    let c = Colour(finish.colour);
    art.rug(164, 212, 142, if c.luma() > 180 { 0xb9_bfae } else { 0xe6_decf });
    match shape {
        1 => art.print([120, 28, 84, 50]),
        2 => art.window([190, 24, 88, 76]),
        3 => {
            art.print([70, 34, 48, 60]);
            art.print([130, 34, 48, 60]);
        }
        _ => {
            art.print([84, 30, 66, 50]);
            art.print([162, 38, 40, 42]);
        }
    }
    if shape == 2 {
        art.tree(48, 196);
    } else {
        lamp(&mut art, if shape == 1 { 40 } else { 282 });
    }
    let ([x, w], seats, seat_y, legs) = match shape {
        1 => ([62, 228], 3, 146, 8),
        2 => ([86, 152], 2, 140, 20),
        3 => ([40, 232], 3, 154, 0),
        _ => ([44, 220], 3, 146, 10),
    };
    couch(&mut art, [x, w], seats, seat_y, legs, c);
    if shape == 1 {
        chaise(&mut art, c);
    }
    if matches!(shape, 0 | 3) {
        coffee(&mut art, 160, 218);
    }
    art.done()
}

fn couch(art: &mut Art, [x, w]: [i32; 2], seats: i32, seat_y: i32, legs: i32, c: Colour) {
    let bottom = seat_y + 44;
    art.shadow(x + w / 2, bottom + legs, w / 2 + 8);
    if legs > 0 {
        draw!(
            art,
            "<path stroke='{LEG}' stroke-width='5' d='M{} {bottom}l-4 {legs}M{} {bottom}l4 {legs}'/>",
            x + 22,
            x + w - 22
        );
    }
    art.round([x + 6, seat_y - 48, w - 12, 84], 12, c.dark(9));
    art.block([x + 8, seat_y + 16, w - 16, 28], c.dark(13));
    let arm = 24;
    let seat = (w - 2 * arm) / seats;
    for at in 0..seats {
        let sx = x + arm + at * seat;
        art.round([sx + 1, seat_y - 42, seat - 2, 52], 9, c.light(4));
        draw!(
            art,
            "<path fill='{}' d='M{} {}c5 10 6 30 2 44h-10c4-14 4-32 0-46z' opacity='.7'/>",
            c.dark(8),
            sx + seat - 11,
            seat_y - 38
        );
        art.round([sx, seat_y, seat, 24], 7, c.light(18));
        draw!(
            art,
            "<path fill='{}' d='M{} {}h{}v6c0 2-2 3-4 3h-{}c-2 0-4-1-4-3z'/>",
            c.light(2),
            sx + 1,
            seat_y + 15,
            seat - 2,
            seat - 10
        );
    }
    for (ax, shade) in [(x, c.light(9)), (x + w - arm, c.dark(6))] {
        art.round([ax, seat_y - 16, arm, 60], 10, shade);
        draw!(
            art,
            "<path fill='{}' d='M{} {}h{}v6h-{}z' opacity='.5'/>",
            c.dark(18),
            ax + 2,
            seat_y + 38,
            arm - 4,
            arm - 4
        );
    }
    let (a, b) = if c.luma() > 180 { (0xb0_6a4c, 0x8f_9c8b) } else { (0xe9_dfcd, 0xd9_a86c) };
    draw!(
        art,
        "<rect x='{}' y='{}' width='34' height='32' rx='7' fill='{}' transform='rotate(-9 {} {})'/><rect x='{}' y='{}' width='32' \
         height='30' rx='7' fill='{}' transform='rotate(8 {} {})'/>",
        x + 26,
        seat_y - 30,
        Colour(a),
        x + 43,
        seat_y - 14,
        x + w - 62,
        seat_y - 28,
        Colour(b),
        x + w - 46,
        seat_y - 14
    );
}

fn chaise(art: &mut Art, c: Colour) {
    art.shadow(252, 216, 44);
    draw!(art, "<path stroke='{LEG}' stroke-width='5' d='M216 208v8M284 208v8'/>");
    art.round([206, 150, 86, 60], 8, c.dark(12));
    art.round([204, 146, 88, 44], 9, c.light(18));
    draw!(
        art,
        "<path fill='{}' d='M205 178h86v8c0 4-3 6-6 6h-74c-3 0-6-2-6-6z'/><path fill='{}' opacity='.8' d='M218 162h48l8 34h-52z'/>\
         <path stroke='{}' d='M220 170h48M221 178h49M222 186h50'/>",
        c.light(2),
        Colour(0xe6_d6bb),
        Colour(0xc9_b491)
    );
}

fn coffee(art: &mut Art, x: i32, y: i32) {
    art.shadow(x, y + 4, 46);
    draw!(
        art,
        "<g transform='translate({x} {y})'><path stroke='#5a4636' stroke-width='3.500' d='M-34-12l-5 16M34-12l5 16'/><path \
         fill='#b98d5f' d='M-48-18h96c0 6-14 8-48 8s-48-2-48-8z'/><path stroke='#dcb98b' stroke-width='1.400' d='M-48-18h96'/></g>"
    );
    art.books(x - 30, y - 18);
    art.bowl(x + 20, y - 18, 0xee_e7da);
}

fn lamp(art: &mut Art, x: i32) {
    draw!(
        art,
        "<g transform='translate({x})'><circle cx='0' cy='76' r='44' fill='#fff0c8' opacity='.35'/><path stroke='#5c5147' \
         stroke-width='2.400' d='M0 84v108'/><ellipse cx='0' cy='193' rx='15' ry='3.500' fill='#5c5147'/><path fill='#f4e6c6' \
         d='M-14 54h28l8 32h-44z'/><path fill='#e5d2a8' d='M6 54h8l8 32H8z'/></g>"
    );
}

/// A dining chair: 0 spindle back, 1 upholstered shell, 2 cane back.
pub(super) fn chair(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xe7_e1d7, 0xde_e2dd, 0xea_e0d4][shape % 3], 0xd3_c0a2, 190);
    art.boards(0xd3_c0a2, 190);
    let c = Colour(finish.colour);
    art.rug(160, 222, 104, 0xe8_e0d3);
    art.shadow(160, 222, 58);
    let leg = c.dark(8);
    draw!(
        art,
        "<g stroke-linecap='round' fill='none'><path stroke='{}' stroke-width='6' d='M130 156l-2 56M192 156l2 56'/><path \
         stroke='{leg}' stroke-width='7' d='M122 158l-10 62M198 158l10 62'/></g>",
        c.dark(28)
    );
    match shape {
        0 => {
            draw!(
                art,
                "<g fill='none' stroke-linecap='round'><path stroke='{leg}' stroke-width='6' d='M120 154l-10-92M200 154l10-92'/><path \
                 stroke='{c}' stroke-width='3.600' d='M136 152l-6-80M152 152l-3-82M168 152l3-82M184 152l6-80'/><path stroke='{c}' \
                 stroke-width='12' d='M104 60c30-12 82-12 112 0'/><path stroke='{}' stroke-width='2' d='M104 56c30-12 82-12 112 \
                 0'/></g>",
                c.light(35)
            );
            seat(&mut art, c.light(8), c.dark(10));
        }
        1 => {
            draw!(
                art,
                "<path fill='#d9cbb4' d='M100 96c0-18 16-26 60-26s60 8 60 26c0 24-6 44-16 60h-88c-10-16-16-36-16-60z'/><path \
                 fill='#c5b599' d='M196 74c16 3 24 11 24 22 0 24-6 44-16 60h-26c18-24 26-54 18-82z'/><path fill='#ebe1cf' d='M108 \
                 94c4-10 16-14 36-16-16 8-22 26-22 46-8-8-14-20-14-30z'/><path stroke='#b9a88b' fill='none' d='M138 71c-6 30-4 \
                 56 6 80M182 71c6 30 4 56-6 80'/>"
            );
            seat(&mut art, Colour(0xe3_d7c2), Colour(0xc3_b396));
        }
        _ => {
            draw!(art, "<path fill='{c}' d='M104 58c0-8 6-12 14-12h84c8 0 14 4 14 12l-8 98h-14l2-30h-72l2 30h-14z'/>");
            draw!(art, "<path fill='#e5cfa2' d='M116 64c0-4 2-6 6-6h76c4 0 6 2 6 6l-4 52h-80z'/>");
            let mut weave = String::new();
            for x in (120..200).step_by(8) {
                let _ = std::fmt::Write::write_fmt(&mut weave, format_args!("M{x} 60l2 54M{x} 60l-4 24M{x} 84l8 24"));
            }
            draw!(
                art,
                "<path stroke='#bd9c62' stroke-width='.800' fill='none' d='{weave}M118 72h84M119 84h82M120 96h80M121 108h78'/>"
            );
            draw!(art, "<path stroke='{}' stroke-width='2' fill='none' d='M106 56c1-5 5-8 12-8h84'/>", c.light(35));
            seat(&mut art, Colour(0xe9_dcc4), Colour(0xcb_b894));
        }
    }
    art.tree(276, 206);
    if shape == 1 {
        art.print([36, 44, 44, 56]);
    } else {
        art.print([30, 40, 54, 44]);
    }
    art.done()
}

fn seat(art: &mut Art, top: Colour, edge: Colour) {
    draw!(
        art,
        "<path fill='{edge}' d='M112 158h96c6 0 8 3 6 8l-2 4c-1 3-3 4-6 4h-92c-3 0-5-1-6-4l-2-4c-2-5 0-8 6-8z'/><path fill='{top}' \
         d='M118 146h84c6 0 9 3 11 9 2 7-2 11-8 11h-90c-6 0-10-4-8-11 2-6 5-9 11-9z'/><path fill='{}' opacity='.6' d='M122 \
         149h40c-10 3-34 5-46 12-4-6 0-11 6-12z'/>",
        top.light(35)
    );
}
