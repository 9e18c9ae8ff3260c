import type { SceneContext } from './brush.ts';
import {
  autumnTree,
  balloons,
  coffee,
  flower,
  forestLight,
  orangeBowl,
} from './scenes/garden-scenes.ts';
import {
  alpineLake,
  dunes,
  northernLights,
  volcano,
  waterfall,
} from './scenes/mountain-scenes.ts';
import {
  fireworks,
  moonrise,
  rainbow,
  starryTent,
} from './scenes/night-scenes.ts';
import {
  bicycle,
  citySkyline,
  paintedHouses,
  poster,
  tulipFields,
} from './scenes/town-scenes.ts';
import {
  beachFromAbove,
  bridgeInFog,
  koiPond,
  lighthouse,
  sailing,
} from './scenes/water-scenes.ts';
import type { Random } from './seeded-random.ts';

/** Draws one scene in scene units; another `random` gives other details of the same place. */
export type Scene = (c: SceneContext, random: Random) => void;

/** Every scene by name. No two look alike. */
export const SAMPLE_SCENES = {
  alpineLake,
  autumnTree,
  balloons,
  beachFromAbove,
  bicycle,
  bridgeInFog,
  citySkyline,
  coffee,
  dunes,
  fireworks,
  flower,
  forestLight,
  koiPond,
  lighthouse,
  moonrise,
  northernLights,
  orangeBowl,
  paintedHouses,
  poster,
  rainbow,
  sailing,
  starryTent,
  tulipFields,
  volcano,
  waterfall,
} satisfies Record<string, Scene>;

export type SceneName = keyof typeof SAMPLE_SCENES;
