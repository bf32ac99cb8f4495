// What templates of Vue and Svelte are checked against.
import type { GlobalComponents } from 'vue';
import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'mimique/vue';
import type {} from 'mimique/svelte';

type InVue = InstanceType<GlobalComponents['expression-meter']>['$props'];
export const vue: InVue = { source: 'camera', maxFps: 10, controls: 'source,stop' };
// @ts-expect-error no source of that name
export const wrongInVue: InVue = { source: 'webcam' };

type InSvelte = SvelteHTMLElements['expression-meter'];
export const svelte: InSvelte = { source: 'photo', 'max-fps': 10, controls: true };
// @ts-expect-error no source of that name
export const wrongInSvelte: InSvelte = { source: 'webcam' };
