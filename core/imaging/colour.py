"""Every colour mode of a photo to plain sRGB that looks the same."""

import io

from PIL import Image, ImageCms


def opaque(picture: Image.Image) -> Image.Image:
    """Make it RGB, L or CMYK; what was transparent becomes white."""
    if picture.has_transparency_data:
        layers = picture if picture.mode == "RGBA" else picture.convert("RGBA")  # a copy of 50 megapixels is 200 MB
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(layers, mask=layers.getchannel("A"))
        return flat
    if picture.mode.startswith("I"):  # 16-bit grey: convert() alone would clip at 255
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    return picture if picture.mode in ("RGB", "L", "CMYK") else picture.convert("RGB")


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert from the embedded profile: a Display P3 photo read as sRGB would look pale."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if source.profile.xcolor_space.strip() == picture.mode and not _is_srgb(source):
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile: the plain conversion is the best there is
    return picture.convert("RGB")


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return (profile.profile.profile_description or "").startswith("sRGB")
