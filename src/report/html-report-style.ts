/** Styles of the HTML report: light and dark by the system's choice, one sheet for screen and paper. */
export const HTML_REPORT_STYLE = `
:root{color-scheme:light dark;--page:#fafaf9;--card:#fff;--ink:#1c1917;--soft:#57534e;--line:#e7e5e4;--mat:#f0efed;--accent:#0f766e}
@media(prefers-color-scheme:dark){:root{--page:#141312;--card:#1f1d1b;--ink:#f5f5f4;--soft:#b5b0ab;--line:#38342f;--mat:#2a2724;--accent:#5eead4}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:40px 20px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:20px;margin:40px 0 12px}
h3{font-size:16px;margin:0}
p{margin:4px 0}
.soft{color:var(--soft)}
.note{border-left:4px solid var(--accent);padding:8px 12px;background:var(--card);margin:16px 0}
.totals{display:flex;flex-wrap:wrap;gap:12px;margin:24px 0;padding:0;list-style:none}
.totals li{flex:1 1 160px;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
.totals b{display:block;font-size:20px}
article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:16px;margin:0 0 16px;content-visibility:auto;contain-intrinsic-size:auto 420px;break-inside:avoid}
.photos{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:16px;margin:12px 0 0;padding:0;list-style:none}
.photos>li{border:1px dashed var(--line);padding:8px;min-width:0}
.photos>li.keep{border:2px solid var(--accent);padding:7px}
.mat{display:grid;place-items:center;height:168px;background:var(--mat);color:var(--soft);margin:0 0 8px}
.mat img{max-width:100%;max-height:168px;object-fit:contain}
.state{font-weight:600}
.keep .state{color:var(--accent)}
.path{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 12px;margin:4px 0 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
details{margin:8px 0 0}
summary{cursor:pointer;color:var(--soft)}
code{font:12px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;background:var(--card)}
th,td{text-align:left;vertical-align:top;padding:8px;border:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
.size{white-space:nowrap;text-align:right}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media print{
:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--mat:#f4f4f4;--accent:#0f766e}
main{max-width:none;padding:0}
article{content-visibility:visible}
.photos>li{break-inside:avoid}
.photos{grid-template-columns:repeat(3,1fr)}
details::details-content{content-visibility:visible;block-size:auto}
}
`;
