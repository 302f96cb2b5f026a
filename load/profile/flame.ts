import { readable, safe } from '../report/chart.ts';
import { type Frame, ownerOf } from './cpu-profile.ts';

const rowPx = 20;
/** Narrower frames cannot be seen, and there are many. */
const leastShare = 0.0005;
const mostDepth = 120;

/** A hue by whose code it is, the same in every graph. */
function hueOf(place: string): number {
  let hash = 7;
  for (const sign of ownerOf(place)) hash = (hash * 31 + sign.charCodeAt(0)) % 360;
  return hash;
}

const style = `:root{color-scheme:light dark}body{margin:0;padding:16px;font:14px/1.4 system-ui,sans-serif}h1{font-size:20px;margin:0 0 4px}
p{margin:0 0 12px;opacity:.75}#view{position:relative;overflow:hidden;overflow-y:auto}#all{position:relative;transition:width .2s,left .2s}
#all div{position:absolute;height:${rowPx - 1}px;overflow:hidden;white-space:nowrap;font-size:12px;padding:1px 4px;box-sizing:border-box;border-radius:2px;cursor:pointer;
background:hsl(var(--h) 70% 82%);color:#111;border-right:1px solid hsl(var(--h) 50% 60%)}
@media(prefers-color-scheme:dark){body{background:#161412;color:#eee}#all div{background:hsl(var(--h) 40% 32%);color:#f5f5f4;border-color:#0006}}
#all div:hover{outline:2px solid currentColor;z-index:1}`;

const script = `const all=document.getElementById('all');all.onclick=e=>{const f=e.target.closest('[data-x]');if(!f)return;
const x=+f.dataset.x,w=+f.dataset.w;all.style.width=100/w+'%';all.style.left=-100*x/w+'%'}`;

/** The tree as one HTML file: the callers below, a click makes a frame as wide as the page, the lowest one all. */
export function renderFlame(root: Frame, title: string): string {
  const frames: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, from: number, depth: number) => {
    const share = frame.total / root.total;
    if (!(share >= leastShare) || depth > mostDepth) return;
    deepest = Math.max(deepest, depth);
    const about = `${frame.name} ${frame.place}: ${readable(share * 100)} %, itself ${readable((frame.self / root.total) * 100)} %`;
    frames.push(
      `<div data-x="${from.toFixed(5)}" data-w="${share.toFixed(5)}" title="${safe(about)}" style="--h:${hueOf(frame.place)};left:${(from * 100).toFixed(3)}%;width:${(share * 100).toFixed(3)}%;top:${depth * rowPx}px">${safe(frame.name)}</div>`,
    );
    let at = from;
    for (const child of frame.children) {
      draw(child, at, depth + 1);
      at += child.total / root.total;
    }
  };
  draw(root, 0, 0);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(title)}</title><style>${style}</style></head>
<body><h1>${safe(title)}</h1><p>${readable(root.total / 1_000)} ms of CPU. Callers above what they call; colours by whose code it is. Click a frame to widen it, the top one to see all.</p>
<div id="view"><div id="all" style="height:${(deepest + 1) * rowPx}px;width:100%;left:0">${frames.join('')}</div></div><script>${script}</script></body></html>
`;
}
