//! Taps, showers and bathrooms.

use super::art::{Art, Colour, draw};
use crate::demo::finish::{Finish, Surface};

/// A tube in metal: shadow side, body, light.
fn tube(art: &mut Art, path: &str, width: i32, c: Colour) {
    draw!(
        art,
        "<g fill='none' stroke-linecap='round' stroke-linejoin='round'><path d='{path}' stroke='{}' stroke-width='{width}'/>\
         <path d='{path}' stroke='{c}' stroke-width='{}' transform='translate(-.8 -.4)'/><path d='{path}' stroke='{}' \
         stroke-width='{}' transform='translate(-{} -.8)' opacity='.85'/></g>",
        c.dark(32),
        width - 2,
        c.light(52),
        (width / 5).max(1),
        width / 4
    );
}

/// A kitchen tap: 0 high arc, 1 spring with pull-out spray, 2 square.
pub(super) fn kitchen_tap(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour([0xe7_e5de, 0xe3_e6e3, 0xea_e4da][shape % 3]));
    art.joints([0, 174], [64, 29], true, Colour([0xd9_d6cc, 0xd3_d8d4, 0xdc_d4c7][shape % 3]));
    art.sunlight(174);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='#d2c7b7' d='M0 174h320v44H0z'/><path fill='#e5dccf' d='M0 174h320v3H0z'/><path fill='#b5a996' d='M0 \
         218h320v22H0z'/><path fill='#8f8d89' d='M146 186h150l8 26H140z'/><path fill='#6d6b68' d='M150 188h142l4 20H146z'/>\
         <path fill='#a5a39f' d='M140 212h164v3H140z'/><ellipse cx='128' cy='190' rx='26' ry='5' opacity='.14'/>"
    );
    match shape {
        0 => {
            tube(&mut art, "M122 184V78a38 38 0 0 1 76 0v24", 13, c);
            tube(&mut art, "M198 96v14", 16, c);
        }
        1 => {
            tube(&mut art, "M122 184V120", 13, c);
            tube(&mut art, "M122 120V64a36 36 0 0 1 72 0v30", 7, c);
            let coil = if c.luma() > 110 { c.dark(45) } else { c.light(30) };
            draw!(
                art,
                "<path d='M122 116V64a36 36 0 0 1 72 0v22' fill='none' stroke='{coil}' stroke-width='13' \
                 stroke-dasharray='2 3.2'/>"
            );
            tube(&mut art, "M194 92v28", 15, c);
            tube(&mut art, "M126 112h62", 5, c);
        }
        _ => {
            tube(&mut art, "M122 184V50h82v40", 13, c);
            tube(&mut art, "M204 84v12", 15, c);
        }
    }
    art.round([110, 176, 24, 10], 3, c.dark(10));
    draw!(art, "<path stroke='{}' stroke-width='1.6' d='M113 178h15'/>", c.light(45));
    tube(&mut art, "M129 150l26-13", 7, c);
    draw!(
        art,
        "<path stroke='#bcd6de' stroke-width='3' opacity='.7' d='M{} {}V196'/>",
        [198, 194, 204][shape % 3],
        [118, 128, 104][shape % 3]
    );
    match shape {
        0 => {
            art.plant(52, 178, 12);
            art.bowl(262, 176, 0xd7_a15c);
        }
        1 => art.vase(54, 178, 0xb9_c3b0),
        _ => {
            art.bowl(52, 178, 0xf5_f1e8);
            art.plant(276, 176, 8);
        }
    }
    art.done()
}

/// A basin tap: 0 low, 1 tall beside a vessel, 2 from the wall.
pub(super) fn basin_tap(shape: usize, finish: &Finish) -> String {
    let mut art = Art::sheet(Colour([0xdd_e3df, 0xe8_e2d9, 0xe2_e0da][shape % 3]));
    art.sunlight(180);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<circle cx='160' cy='44' r='74' fill='#b08d63'/><circle cx='160' cy='44' r='70' fill='#e9efee'/><path fill='#fff' \
         opacity='.55' d='M132-20h30L104 86 92 60zM176-20h12l-66 126-8-8z'/><path fill='#c59b6b' d='M0 186h320v14H0z'/><path \
         fill='#d9b488' d='M0 186h320v3H0z'/><path fill='#f1eade' d='M0 200h320v40H0z'/><path opacity='.13' d='M0 \
         200h320v4H0z'/><path stroke='#ddd1bd' d='M160 204v36'/>"
    );
    let basin = |art: &mut Art, y: i32| {
        draw!(
            art,
            "<ellipse cx='168' cy='188' rx='66' ry='4' opacity='.16'/><path fill='#fbfaf8' d='M86 {y}h148c0 22-22 {h}-44 \
             {h}h-60c-22 0-44-{k}-44-{h}z'/><path fill='#e3dfd8' d='M190 {y}h44c0 22-22 {h}-44 {h}h-16c14-8 18-20 16-{h}z'/>\
             <path fill='#fff' d='M82 {}h156v5H82z'/><path fill='#d4cfc6' d='M90 {}h140v2H90z'/>",
            y - 4,
            y + 1,
            h = 186 - y,
            k = (186 - y) / 3
        );
    };
    match shape {
        0 => {
            basin(&mut art, 160);
            tube(&mut art, "M112 158v-34c0-10 8-12 16-10l30 12", 12, c);
            tube(&mut art, "M112 122l10-16h16", 6, c);
        }
        1 => {
            tube(&mut art, "M72 186V98c0-8 4-12 12-12h40v12", 13, c);
            tube(&mut art, "M72 86V70h-16", 6, c);
            basin(&mut art, 142);
            art.round([61, 180, 22, 7], 3, c.dark(10));
        }
        _ => {
            art.round([112, 90, 96, 14], 7, c.dark(6));
            draw!(art, "<path stroke='{}' stroke-width='2' d='M118 94h82'/>", c.light(45));
            tube(&mut art, "M160 98v18c0 6 4 8 10 8h4v8", 12, c);
            tube(&mut art, "M128 97v-14M192 97v-14", 8, c);
            basin(&mut art, 152);
        }
    }
    art.plant(if shape == 1 { 276 } else { 46 }, 186, 10);
    if shape != 1 {
        draw!(
            art,
            "<path fill='#e7dcca' d='M262 158h20c3 0 4 2 4 5v23h-28v-23c0-3 1-5 4-5z'/><path fill='#5b544c' d='M269 146h6v12h-6zM262 144h14v4h-14z'/>"
        );
    }
    art.done()
}

/// A shower set: 0 round head, 1 square head with a shelf.
pub(super) fn shower(shape: usize, finish: &Finish) -> String {
    let wall = Colour([0xdc_e2dd, 0xe3_ddd3][shape % 2]);
    let mut art = Art::sheet(wall);
    art.joints([0, 222], [54, 74], false, wall.dark(7));
    art.sunlight(222);
    let c = Colour(finish.colour);
    draw!(
        art,
        "<path fill='{}' d='M0 222h320v18H0z'/><path fill='{}' d='M0 222h320v2H0z'/>",
        wall.dark(16),
        wall.dark(24)
    );
    tube(&mut art, if shape == 0 { "M206 200V40c0-8-4-12-12-12h-64v16" } else { "M206 200V28h-76v16" }, 8, c);
    if shape == 0 {
        draw!(
            art,
            "<ellipse cx='130' cy='50' rx='44' ry='7' fill='{}'/><ellipse cx='130' cy='47' rx='44' ry='6' fill='{c}'/><path \
             d='M92 45c12-4 40-5 56-3' stroke='{}' stroke-width='1.6' fill='none'/>",
            c.dark(34),
            c.light(50)
        );
    } else {
        art.round([86, 44, 88, 8], 2, c.dark(12));
        draw!(art, "<path stroke='{}' stroke-width='1.6' d='M90 45.5h74'/>", c.light(50));
    }
    draw!(
        art,
        "<path stroke='#a9c6cf' stroke-width='1.6' stroke-dasharray='9 7' opacity='.8' d='M98 60l-6 136M114 62l-3 140M130 \
         60v140M146 62l3 140M162 60l6 136'/><path d='M200 150c-34 62 44 66 34 0l-4-48' fill='none' stroke='{}' \
         stroke-width='3'/>",
        c.dark(6)
    );
    tube(&mut art, "M206 92h18", 6, c);
    tube(&mut art, "M228 112l6-34", 9, c);
    draw!(art, "<ellipse cx='238' cy='72' rx='15' ry='8' transform='rotate(-18 238 72)' fill='{}'/>", c.dark(8));
    draw!(art, "<ellipse cx='237' cy='70' rx='14' ry='6.5' transform='rotate(-18 237 70)' fill='{}'/>", c.light(14));
    if shape == 0 {
        tube(&mut art, "M180 152h52", 13, c);
        art.round([172, 144, 10, 16], 4, c.dark(14));
        art.round([230, 144, 10, 16], 4, c.dark(14));
    } else {
        art.round([168, 140, 80, 10], 2, c.dark(4));
        draw!(art, "<path stroke='{}' stroke-width='1.6' d='M171 142h72'/>", c.light(50));
        art.round([176, 151, 14, 14], 7, c.dark(20));
        art.round([224, 151, 14, 14], 7, c.dark(20));
        draw!(art, "<path fill='#e9dfcd' d='M216 118h12v22h-12z'/><path fill='#8b9c8a' d='M232 124h9v16h-9z'/>");
    }
    art.plant(44, 224, 12);
    draw!(
        art,
        "<path fill='#c79d6d' d='M268 196h40v5h-40zM272 201h4v22h-4zM300 201h4v22h-4z'/><path fill='#f4efe6' d='M272 186h32v10h-32z'/><path stroke='#d8cdbb' d='M272 191h32'/>"
    );
    art.done()
}

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
