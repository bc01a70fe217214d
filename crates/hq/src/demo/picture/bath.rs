//! Vanity units, toilets and shower screens.

use super::art::{Art, Colour, draw};
use super::taps::tube;
use crate::demo::finish::{Finish, Surface};

/// A vanity unit: 0 with doors and round mirror, 1 with drawers and a wide mirror.
pub(super) fn vanity(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xdf_e3de, 0xe9_e1d7][shape % 2], 0xc9_c4ba, 208);
    if shape == 0 {
        draw!(
            art,
            "<circle cx='160' cy='70' r='50' fill='#fff2d2' opacity='.6'/><circle cx='160' cy='70' r='44' fill='#b99466'/><circle cx='160' cy='70' r='41' fill='#e6eded'/><path fill='#fff' opacity='.55' d='M146 32h20l-34 66-10-14z'/>"
        );
    } else {
        draw!(
            art,
            "<path fill='#fff2d2' opacity='.6' d='M72 22h176v92H72z'/><path fill='#e6eded' d='M80 28h160v80H80z'/><path fill='#fff' opacity='.5' d='M116 28h30l-40 80H80v-8zM166 28h12l-40 80h-12z'/>"
        );
    }
    art.shadow(160, 216, 90);
    let units: &[[i32; 4]] = if shape == 0 {
        &[[76, 148, 56, 44], [132, 148, 56, 44], [188, 148, 56, 44]]
    } else {
        &[[70, 148, 90, 24], [160, 148, 90, 24], [70, 172, 90, 24], [160, 172, 90, 24]]
    };
    for unit in units {
        if shape == 0 && finish.surface == Surface::Plain {
            art.framed(*unit, finish);
        } else {
            art.panel(*unit, finish);
        }
    }
    for [x, y, w, _] in units {
        art.handle(x + w / 2 - 8, y + 6, 16, false, finish.colour);
    }
    draw!(
        art,
        "<path fill='#f4f1eb' d='M66 140h188v8H66z'/><path fill='#fff' d='M66 140h188v2H66z'/><path opacity='.14' d='M72 \
         148h176v3H72z'/><path fill='#fdfcfa' d='M122 124h76c0 12-8 16-16 16h-44c-8 0-16-4-16-16z'/><path fill='#e0dcd4' d='M178 \
         124h20c0 12-8 16-16 16h-14c7-4 11-9 10-16z'/><path fill='#fff' d='M119 121h82v4h-82z'/>"
    );
    tube(&mut art, "M112 140v-34c0-5 3-7 8-7h14v7", 6, Colour(0x8d_857a));
    art.plant(230, 140, 7);
    draw!(art, "<path fill='#e7dcca' d='M84 124h12v16H84z'/><path fill='#5b544c' d='M88 118h4v6h-4z'/>");
    if shape == 0 {
        draw!(art, "<path stroke='#8c6a47' stroke-width='4' d='M84 192v20M236 192v20'/>");
    }
    art.tree(286, 216);
    art.done()
}

/// A toilet: 0 floor-standing smart toilet, 1 wall-hung.
pub(super) fn toilet(shape: usize, finish: &Finish) -> String {
    let mut art = Art::room([0xdb_e1de, 0xe5_dfd5][shape % 2], 0xc6_c0b5, 196);
    art.joints([0, 190], [80, 64], true, Colour([0xcd_d5d1, 0xd9_d1c4][shape % 2]));
    let c = Colour(finish.colour);
    if shape == 0 {
        art.shadow(166, 214, 74);
        draw!(
            art,
            "<path fill='{c}' d='M108 128h120c14 0 20 8 18 20-4 22-22 40-44 46v20h-84c-10 0-12-6-12-14v-60c0-8-4-12 2-12z'/><path \
             fill='{}' d='M206 150h40c-4 22-22 40-44 44v20h-34c14-20 30-38 38-64z'/><path fill='{}' d='M100 118h136c10 0 14 4 14 \
             10s-4 8-10 8H100z'/><path fill='{}' d='M100 112c-6-18-4-34 0-46h18c6 0 8 3 8 8l4 44h-30z'/><path fill='{}' d='M118 \
             66c6 0 8 3 8 8l4 44h-12c3-18 3-38 0-52z'/><circle cx='112' cy='126' r='3' fill='#7fd0c0'/>",
            c.dark(13),
            c.light(40),
            c.light(10),
            c.dark(10)
        );
    } else {
        art.block([92, 40, 136, 156], Colour(0xd3_cabc));
        draw!(art, "<path fill='#e2dace' d='M92 40h136v4H92z'/><path fill='#c4baaa' d='M220 44h8v152h-8z'/>");
        art.round([136, 66, 48, 26], 5, c.light(10));
        art.round([141, 71, 22, 16], 3, c.dark(8));
        art.round([166, 71, 13, 16], 3, c.dark(8));
        art.shadow(162, 212, 50);
        draw!(
            art,
            "<path fill='{c}' d='M106 136h108c6 0 8 4 6 10-8 24-28 42-46 42h-28c-18 0-38-18-46-42-2-6 0-10 6-10z'/><path \
             fill='{}' d='M186 140h34c-4 26-28 48-46 48h-14c16-12 26-28 26-48z'/><path fill='{}' d='M98 128h124c6 0 8 3 8 6s-3 \
             6-8 6H98c-5 0-8-3-8-6s2-6 8-6z'/>",
            c.dark(13),
            c.light(40)
        );
    }
    art.plant(if shape == 0 { 54 } else { 46 }, 206, 14);
    draw!(
        art,
        "<path fill='#b99466' d='M262 110h8v6h-8z'/><path fill='#f5f1e9' d='M258 114h26v20h-26z'/><path fill='#e0d9cc' d='M276 114h8v32h-8z'/>"
    );
    art.done()
}

/// A shower screen: 0 with a hinged door, 1 walk-in.
pub(super) fn screen(shape: usize, finish: &Finish) -> String {
    let wall = Colour([0xe3_ddd3, 0xd9_e0dc][shape % 2]);
    let mut art = Art::room(wall.0, 0xc4_bcae, 204);
    art.joints([0, 198], [40, 50], false, wall.dark(6));
    let c = Colour(finish.colour);
    draw!(art, "<path fill='#f3efe8' d='M84 200h180l14 14H70z'/><path fill='#d9d2c6' d='M70 214h208v5H70z'/>");
    tube(&mut art, "M128 150V52c0-6 4-8 10-8h30v8", 6, Colour(0x8b_8781));
    draw!(
        art,
        "<ellipse cx='168' cy='54' rx='24' ry='4' fill='#77736e'/><path stroke='#a9c6cf' stroke-dasharray='8 7' d='M152 62l-3 120M168 62v124M184 62l3 120'/>"
    );
    draw!(
        art,
        "<path fill='#8b8781' d='M120 112h20v6h-20z'/><path fill='#c79d6d' d='M206 112h36v4h-36z'/><path fill='#8b9c8a' d='M212 96h8v16h-8z'/><path fill='#e9dfcd' d='M224 100h10v12h-10z'/>"
    );
    let panes: &[[i32; 2]] = if shape == 0 { &[[76, 98], [176, 96]] } else { &[[76, 112]] };
    for [x, w] in panes {
        draw!(
            art,
            "<path fill='#dfeeee' opacity='.34' d='M{x} 24h{w}v190h-{w}z'/><path fill='#fff' opacity='.3' d='M{} 24h22L{} \
             214h-22z'/><path fill='none' stroke='{c}' stroke-width='3.4' d='M{x} 24h{w}v190h-{w}z'/><path stroke='{}' d='M{x} \
             23h{w}'/>",
            x + w - 40,
            x + w - 74,
            c.light(35)
        );
    }
    if shape == 0 {
        art.round([181, 104, 4, 44], 2, c);
        for y in [48, 184] {
            art.round([266, y, 8, 12], 1, c.dark(8));
        }
    } else {
        draw!(art, "<path stroke='{c}' stroke-width='3.4' d='M188 26h76'/>");
        draw!(
            art,
            "<path fill='#c79d6d' d='M232 176h44v6h-44zM236 182h4v30h-4zM268 182h4v30h-4z'/><path fill='#f4efe6' d='M238 166h32v10h-32z'/>"
        );
    }
    art.plant(34, 222, 14);
    art.done()
}
