/** The report's looks: light and dark by the reader's choice, one column on a phone. */
export const style = `
:root{--ground:#fafaf9;--paper:#fff;--ink:#1c1917;--soft:#57534e;--rule:#e7e5e4;--good:#166534;--bad:#b91c1c;
--c0:#2563eb;--c1:#d97706;--c2:#059669;--c3:#db2777;--c4:#7c3aed;--c5:#0891b2;--c6:#65a30d;--c7:#78716c}
@media(prefers-color-scheme:dark){:root{--ground:#161412;--paper:#211e1b;--ink:#f5f5f4;--soft:#b8b2ab;--rule:#3a3632;--good:#4ade80;--bad:#f87171;
--c0:#60a5fa;--c1:#fbbf24;--c2:#34d399;--c3:#f472b6;--c4:#a78bfa;--c5:#22d3ee;--c6:#a3e635;--c7:#a8a29e}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:1180px;margin:0 auto;padding:24px 16px 64px}h1{font-size:28px;line-height:1.2;margin:4px 0 8px}h1 b{font-size:16px;vertical-align:middle;margin-left:8px}
h2{font-size:18px;margin:36px 0 10px}p{margin:0;color:var(--soft)}.kind{text-transform:uppercase;letter-spacing:.06em;font-size:12px}
.good{color:var(--good)}.bad{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:20px 0 0}
.tiles div,figure,.wide{background:var(--paper);border:1px solid var(--rule);border-radius:8px}.tiles div{padding:10px 14px}
dt{color:var(--soft);font-size:13px}dd{margin:0;font-size:22px;font-variant-numeric:tabular-nums}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:0 14px}
figure{margin:0;padding:12px 14px;min-width:0}figcaption{font-weight:600;margin-bottom:6px}figcaption span{font-weight:400;color:var(--soft);font-size:13px}
svg{display:block;width:100%;height:auto}svg text{fill:var(--soft);font:12px system-ui,sans-serif;font-variant-numeric:tabular-nums}
.grid{stroke:var(--rule)}.warm{fill:var(--rule);opacity:.45}.line{fill:none;stroke:var(--c);stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.c0{--c:var(--c0)}.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}.c7{--c:var(--c7)}
figure ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:8px 0 0;padding:0;font-size:13px}
figure i{display:inline-block;width:10px;height:10px;border-radius:2px;background:var(--c);margin-right:6px}figure li span{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:6px 14px;text-align:right;white-space:nowrap;border-top:1px solid var(--rule)}thead th{border:0;color:var(--soft);font-size:13px;font-weight:500}
th:first-child{text-align:left;font-weight:500}thead th:first-child{font-weight:500}
@media(max-width:560px){th,td{padding:6px 8px}th:first-child{white-space:normal}}
`;
