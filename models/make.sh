#!/bin/sh
# Trains the models of this folder: models/make.sh FER2013.CSV.GZ FER2013NEW.CSV [NAME…]
# A run that is broken off goes on when this is called again.
set -eu
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { sed -n '2,3s/^# //p' models/make.sh; exit 2; }
data=$1 votes=$2
shift 2
[ $# -gt 0 ] || set -- lenet5-article lenet5-article-3 ladder/lenet5-all ladder/lenet5-augmented ladder/wide ladder/lenet-alone \
  teacher/alone teacher/teacher teacher/soft-targets-first teacher/teacher-second teacher/soft-targets lenet lenet-tiny

cargo build --release --features cli
mkdir -p models/ladder models/teacher

train() {
  out=models/$1.safetensors
  shift
  if [ -e "$out" ] && [ ! -e "${out%.safetensors}.state" ]; then
    echo "$out is finished already: remove it to train it anew" >&2
    return
  fi
  # The card and the report of a model whose weights are not there are made anew with them.
  begin=--force
  if [ -e "${out%.safetensors}.state" ]; then begin=--resume; fi
  target/release/mimique train --data "$data" --out "$out" "$@" $begin
}

# LeNet-5 as the article's: regularised lightly, or so small a network learns too little.
lenet5='--epochs 50 --dropout-features 0.1 --dropout-dense 0.15'

# A teacher's soft targets need no smoothing; a webcam's blur and noise are part of what is learned.
softly="--votes $votes --label-smoothing 0 --augment webcam"
taught="$softly --soft-targets models/teacher/soft-targets.safetensors --storage i8"
teacher='--arch models/teacher/architecture.json --storage f16'

soft_targets() {
  out=$1
  shift
  if [ -e "models/teacher/$out.safetensors" ]; then
    echo "models/teacher/$out.safetensors is there already: remove it to make it anew" >&2
    return
  fi
  target/release/mimique soft-targets --data "$data" --out "models/teacher/$out.safetensors" --weights "$@"
}

# The head that says how ten people would vote, fitted on the network as it stands.
votes_head() {
  if grep -q 'fitted afterwards' "models/$1.md"; then
    echo "models/$1.safetensors has this head already" >&2
    return
  fi
  target/release/mimique votes-head --weights "models/$1.safetensors" --data "$data" --votes "$votes" \
    --out "models/$1.safetensors" --storage i8 --force
}

for model; do
  case $model in
    lenet5-article) train "$model" $lenet5 --subset article --augment light ;;
    lenet5-article-3) train "$model" $lenet5 --subset article --augment light --classes 3 ;;
    ladder/lenet5-all) train "$model" $lenet5 --augment light ;;
    ladder/lenet5-augmented) train "$model" $lenet5 ;;
    ladder/wide) train "$model" --arch wide --epochs 24 --dropout-features 0.1 --dropout-dense 0.15 ;;
    ladder/lenet-alone) train "$model" --arch deep --epochs 80 --votes "$votes" --augment webcam --storage i8 ;;
    teacher/alone) train "$model" --arch deep --epochs 40 --votes "$votes" --storage i8 ;;
    teacher/teacher) train "$model" $teacher --epochs 26 --seed 11 --votes "$votes" --dropout-features 0.25 ;;
    teacher/soft-targets-first)
      soft_targets soft-targets-first models/teacher/teacher.safetensors models/teacher/alone.safetensors
      ;;
    teacher/teacher-second)
      train "$model" $teacher --epochs 40 --seed 12 $softly --dropout-features 0.2 \
        --soft-targets models/teacher/soft-targets-first.safetensors
      ;;
    teacher/soft-targets)
      soft_targets soft-targets models/teacher/teacher.safetensors models/teacher/teacher-second.safetensors \
        models/ladder/lenet-alone.safetensors
      ;;
    lenet)
      train "$model" --arch deep --epochs 120 --dropout-features 0.15 $taught
      votes_head "$model"
      ;;
    lenet-tiny)
      train "$model" --arch tiny --epochs 180 --dropout-features 0.05 $taught
      votes_head "$model"
      ;;
    *) echo "expected the name of a model, got $model" >&2; exit 2 ;;
  esac
done
