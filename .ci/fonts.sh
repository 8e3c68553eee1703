#!/bin/bash
# Makes the fonts that the site serves, app/public/fonts, out of those that the printed documents
# carry, server/fonts. Run by hand, after a change of those: the results are kept in the repository.
# Needs pyftsubset of fonttools with brotli, in the versions below; PYFTSUBSET says where it is.
set -euo pipefail
cd "$(dirname "$0")/.."

# python3 -m venv fonttools && fonttools/bin/pip install fonttools==4.68.0 brotli==1.2.1
pyftsubset=${PYFTSUBSET:-pyftsubset}
from=server/fonts
to=app/public/fonts
mkdir -p "$to"

# The unicode-range lines of style/fonts.css are these two, and must stay so.
latin=U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2010-2015,U+2018-201A,U+201C-201E,U+2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2116,U+2122
# What else there is of Latin, with the marks that combine and the letters of transliteration.
extended=U+0100-0130,U+0132-0151,U+0154-024F,U+0259,U+02BB-02BC,U+02C7,U+02C9,U+02D8-02D9,U+02DB,U+02DD,U+0300-036F,U+1E00-1EFF
khmer=U+1780-17FF,U+19E0-19FF,U+200B-200D,U+25CC
# The kingdom's name; the same in server/src/documents.
name=ព្រះរាជាណាចក្រកម្ពុជា

# subset SOURCE RESULT OPTION…
subset() {
    local source=$1 result=$2
    shift 2
    "$pyftsubset" "$from/$source" "$@" --flavor=woff2 --no-hinting \
        --name-IDs=1,2,13,14 --output-file="$to/$result"
}

for weight in 400:Regular 700:Bold; do
    # Figures of Noto Sans are all of one width: tnum needs no rule of its own.
    subset "NotoSans-${weight#*:}.ttf" "noto-sans-${weight%:*}.woff2" \
        --unicodes="$latin" --layout-features=kern,locl,ccmp,mark,mkmk
    subset "NotoSans-${weight#*:}.ttf" "noto-sans-ext-${weight%:*}.woff2" \
        --unicodes="$extended" --layout-features=kern,locl,ccmp,mark,mkmk
done
# All features, without which no Khmer syllable stands as it must.
subset NotoSansKhmer-Regular.ttf noto-sans-khmer-400.woff2 --unicodes="$khmer" --layout-features='*'
subset NotoSansKhmer-Regular.ttf noto-sans-khmer-name.woff2 --text="$name" --layout-features='*'
cp "$from/OFL.txt" "$to/OFL.txt"
wc -c "$to"/*.woff2
