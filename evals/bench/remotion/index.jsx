// The scene pair of evals/bench/equal.py as a Remotion composition: two scenes that cross-fade, positions from the frame number.
import React from "react";
import { AbsoluteFill, Audio, Composition, Img, Sequence, interpolate, registerRoot, staticFile, useCurrentFrame } from "remotion";
import given from "./settings.json";

const half = given.fade / 2;

const Scene = ({ index, lead }) => {
  const t = (useCurrentFrame() - lead) / given.fps;
  const share = Math.min(Math.max(t, 0), 1);
  const word = Math.min(Math.max(Math.floor(t / given.word), 0), given.words - 1);
  const at = (x, y, more) => ({ position: "absolute", left: 0, top: 0, transform: `translate(${x}px, ${y}px)`, ...more });
  return (
    <AbsoluteFill style={{ overflow: "hidden" }}>
      <Img src={staticFile(`ground${index}.png`)} style={at(-48 * (t + 1), 0, { maxWidth: "none" })} />
      <Img src={staticFile("figure.png")} style={at(1300 + 60 * Math.sin((2 * Math.PI * t) / 5), 380 + 10 * Math.sin((2 * Math.PI * t) / 3))} />
      <Img src={staticFile(`title${index}.png`)} style={at(120, 290 + 40 * (1 - share), { opacity: share })} />
      <Img src={staticFile(`words${word}.png`)} style={at(given.left, 930)} />
    </AbsoluteFill>
  );
};

const Coming = () => {
  const opacity = interpolate(useCurrentFrame(), [0, given.fade], [0, 1], { extrapolateRight: "clamp" });
  return (
    <AbsoluteFill style={{ opacity }}>
      <Scene index={1} lead={half} />
    </AbsoluteFill>
  );
};

const Pair = () => (
  <AbsoluteFill>
    <Sequence durationInFrames={given.scene + half}>
      <Scene index={0} lead={0} />
    </Sequence>
    <Sequence from={given.scene - half}>
      <Coming />
    </Sequence>
    <Audio src={staticFile("sound.wav")} />
  </AbsoluteFill>
);

registerRoot(() => (
  <Composition id="pair" component={Pair} width={given.width} height={given.height} fps={given.fps} durationInFrames={2 * given.scene} />
));
