"""The second six of the cast, as colours and proportions."""

from __future__ import annotations

from renderer.presenters.appearance import Appearance

SECOND: dict[str, Appearance] = {
    "arjun": Appearance(
        skin=0xB97F57, skin_shadow=0x8C5439, skin_light=0xD19E76, lip=0x9A5546, blush=0xA8583F,
        hair=0x24201F, hair_light=0x6E6A6C, hair_shadow=0x141112, brow=0x1D1817, iris=0x3A2418,
        cloth=0x3B3F4A, cloth_second=0xF4F1EC, accent=0x8C2F3C,
        hairdo="swept", outfit="suit", trousers=0x3B3F4A, shoes=0x241A17, beard="moustache",
        face="oval", eye_form="hooded", nose_form="aquiline", age=0.45, jaw=1.06, chin=1.12, length=1.03,
        shoulders=150, waist=1.06, belly=1.05, neck=36, lash=0.35, brow_weight=1.55, brow_arch=0.55, brow_slant=1.5,
        lips=0.82, eye=1.06, eye_height=0.95, nose=1.22, nose_length=1.08, hand=1.3, yaw=0.17,
    ),
    "freya": Appearance(
        skin=0xF5CDB4, skin_shadow=0xD99A80, skin_light=0xFDE4D2, lip=0xD0716B, blush=0xEE8A76,
        hair=0xB4552B, hair_light=0xE08E4E, hair_shadow=0x7C3319, brow=0x8C4A2A, iris=0x4C7A64,
        cloth=0x5C7FA3, cloth_second=0xFBF8F2, accent=0xC9A15A,
        hairdo="wavy", outfit="denim", trousers=0x2F3440, shoes=0xE9E2D6, has_freckles=True,
        face="round", eye_form="round", nose_form="button", jaw=0.96, chin=0.98, length=0.93,
        shoulders=124, neck=27, lash=0.75, brow_weight=0.85, brow_arch=0.7, lips=1.0, mouth=1.1,
        eye=1.2, eye_height=1.05, eye_gap=34.5, nose=0.84, nose_length=0.92, yaw=-0.2,
    ),
    "kenji": Appearance(
        skin=0xE6BC93, skin_shadow=0xC08A66, skin_light=0xF5D9B6, lip=0xB9746A, blush=0xD58468,
        hair=0xB9BBC4, hair_light=0xE4E6EC, hair_shadow=0x858896, brow=0x7A7A84, iris=0x3A281E,
        cloth=0x34566B, cloth_second=0xF3F0EA, accent=0xB0483A, sleeve=0xEDEFF2,
        hairdo="bald", outfit="vest", trousers=0x8B7B66, shoes=0x4A3226, glasses="round",
        face="round", eye_form="mono", nose_form="soft", age=0.9, jaw=1.02, chin=1.05, length=0.97, crown=1.2,
        shoulders=138, waist=1.1, belly=1.1, neck=34, lash=0.25, brow_weight=1.15, brow_arch=0.8, brow_slant=-1.5,
        lips=0.72, mouth=1.06, eye=0.98, eye_height=0.8, eye_tilt=-0.5, nose=1.08, nose_length=1.0, hand=1.26, yaw=-0.16,
    ),
    "zola": Appearance(
        skin=0x8D5638, skin_shadow=0x61352A, skin_light=0xB4764E, lip=0x9B3F45, blush=0xA24A36,
        hair=0x2A1D1C, hair_light=0x553B35, hair_shadow=0x170F10, brow=0x1B1212, iris=0x3B2116,
        cloth=0xC4643E, cloth_second=0xA84E30, accent=0xE0B04C,
        hairdo="afro", outfit="wrap", trousers=0x2C2A3C, shoes=0xC4643E, earrings="hoop",
        face="heart", eye_form="almond", nose_form="broad", jaw=1.04, chin=1.06, length=0.97, cheekbone=1.03,
        shoulders=126, neck=27, short_neck=6, lash=1.0, brow_weight=1.15, brow_arch=1.25, lips=1.32, mouth=1.02,
        eye=1.16, eye_height=0.98, eye_tilt=1.4, nose=0.98, nose_length=0.95, yaw=0.18,
    ),
    "mateo": Appearance(
        skin=0xD7996B, skin_shadow=0xAE6A48, skin_light=0xEBBC90, lip=0xB4645A, blush=0xD06E50,
        hair=0x2B1D18, hair_light=0x5E4236, hair_shadow=0x170F0D, brow=0x231713, iris=0x5A381F,
        cloth=0x3F7D62, cloth_second=0x2F6450, accent=0xF1E7D2,
        hairdo="crop", outfit="polo", trousers=0xCDBB9A, shoes=0x6B4A34, beard="short", has_short_sleeves=True,
        face="square", eye_form="deep", nose_form="broad", jaw=1.2, chin=1.3, length=0.98, cheekbone=1.05,
        shoulders=164, waist=1.22, belly=1.2, neck=45, short_neck=24, lash=0.4, brow_weight=1.7, brow_arch=0.5,
        lips=0.9, mouth=1.12, eye=1.0, eye_height=0.92, eye_gap=35, nose=1.18, nose_length=0.98, hand=1.38, yaw=0.16,
    ),
    "priya": Appearance(
        skin=0xC58A60, skin_shadow=0x995A40, skin_light=0xDEAC82, lip=0xB04B52, blush=0xC15C48,
        hair=0x241A1D, hair_light=0x5A4146, hair_shadow=0x120C0E, brow=0x1F1516, iris=0x40271A,
        cloth=0x7A3E6A, cloth_second=0x5F2E54, accent=0xE3B55E,
        hairdo="braid", outfit="blouse", bottom="skirt", trousers=0x4A3450, shoes=0xB98A5E, earrings="pearl",
        face="oval", eye_form="almond", nose_form="straight", jaw=0.93, chin=0.92, length=0.99, cheekbone=0.98,
        shoulders=120, neck=26, short_neck=8, lash=1.1, brow_weight=1.3, brow_arch=0.85, brow_slant=0.5, lips=1.12, mouth=0.95,
        eye=1.18, eye_height=1.02, eye_tilt=0.8, nose=0.95, nose_length=1.04, yaw=-0.18,
    ),
}  # fmt: skip
