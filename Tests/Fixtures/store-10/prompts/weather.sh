#!/bin/sh
# The weather at the place named by the first argument, as JSON: made up, and always the same for the same place.
set -eu
place=$(printf %s "$1" | tr -d '"\\[:cntrl:]')
number=$(printf %s "$place" | cksum | cut -d' ' -f1)
case $((number / 31 % 4)) in
0) sky=sunny ;;
1) sky=cloudy ;;
2) sky=rainy ;;
*) sky=windy ;;
esac
printf '{"location":"%s","temperature":%d,"unit":"celsius","sky":"%s"}\n' "$place" $((number % 31 - 3)) "$sky"
