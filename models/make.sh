#!/bin/sh
# Trains the models of this folder: models/make.sh FER2013.CSV.GZ FER2013NEW.CSV [NAME…]
# A run that is broken off goes on when this is called again.
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { sed -n '2,3s/^# //p' models/make.sh; exit 2; }
data=$1 votes=$2
shift 2
[ $# -gt 0 ] || set -- lenet5-article lenet5-article-3 ladder/lenet5-all ladder/lenet5-augmented ladder/wide \
  ladder/lenet-alone teacher/teacher teacher/soft-targets ladder/lenet-first ladder/lenet-second lenet ladder/lenet-tiny-first lenet-tiny

cargo build --release --features cli
mkdir -p models/ladder models/teacher

train() {
  out=models/$1.safetensors
  shift
  resume=
  if [ -e "${out%.safetensors}.state" ]; then resume=--resume; fi
  target/release/mimique train --data "$data" --out "$out" "$@" $resume
}

# LeNet-5 as the article's: regularised lightly, or so small a network learns too little.
lenet5='--epochs 50 --dropout-features 0.1 --dropout-dense 0.15'

# A teacher's soft targets need no smoothing; a webcam's blur and noise are part of what is learned.
taught="--votes $votes --soft-targets models/teacher/soft-targets.safetensors --label-smoothing 0
  --dropout-features 0.1 --augment webcam --storage i8"
# A second, shorter cycle from the first one's weights.
again="--learning-rate 0.03 $taught"

for model; do
  case $model in
    lenet5-article) train "$model" $lenet5 --subset article --augment light ;;
    lenet5-article-3) train "$model" $lenet5 --subset article --augment light --classes 3 ;;
    ladder/lenet5-all) train "$model" $lenet5 --augment light ;;
    ladder/lenet5-augmented) train "$model" $lenet5 ;;
    ladder/lenet-alone) train "$model" --arch deep --epochs 40 --votes "$votes" --storage i8 ;;
    teacher/teacher)
      train "$model" --arch models/teacher/architecture.json --epochs 26 --seed 11 --votes "$votes" \
        --dropout-features 0.25 --storage f16
      ;;
    teacher/soft-targets)
      target/release/mimique soft-targets --data "$data" --out models/teacher/soft-targets.safetensors \
        --weights models/teacher/teacher.safetensors models/ladder/lenet-alone.safetensors
      ;;
    ladder/lenet-first) train "$model" --arch deep --epochs 40 --keep-state $taught ;;
    ladder/lenet-second) train "$model" --arch deep --epochs 14 --from models/ladder/lenet-first.state $again ;;
    lenet)
      target/release/mimique average --data "$data" --out models/lenet.safetensors --storage i8 \
        --weights models/ladder/lenet-first.safetensors models/ladder/lenet-second.safetensors
      ;;
    ladder/lenet-tiny-first) train "$model" --arch tiny --epochs 60 --keep-state $taught ;;
    lenet-tiny) train "$model" --arch tiny --epochs 20 --from models/ladder/lenet-tiny-first.state $again ;;
    ladder/wide) train "$model" --arch wide --epochs 8 --dropout-dense 0 ;;
    *) echo "expected the name of a model, got $model" >&2; exit 2 ;;
  esac
done
