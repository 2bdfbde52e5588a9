/** The only style sheet of the HTML report, and the hash by which its content security policy admits it (a test compares them). */
export const STYLE = `
:root{color-scheme:light;--page:#fff;--text:#333;--strong:#1a1a1a;--quiet:#595959;--line:#d4d4d4;--raised:#f6f6f6;--link:#0058ad;
--ready:#2c7a28;--attention:#9a6700;--blocked:#c4140c;--unknown:#595959;--note:#0a66c2;--bar:#1a6fc4;--bar2:#8250c4;--bar3:#b5691c;--pick:#dce9f6;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--page:#1f1f1f;--text:#d0d0d0;--strong:#f0f0f0;--quiet:#a9a9a9;
--line:#3d3d3d;--raised:#272727;--link:#5fb4ff;--ready:#89d185;--attention:#d8b11c;--blocked:#f4675f;--unknown:#a9a9a9;--note:#5fa8ff;--bar:#4596e6;--bar2:#b18aec;--bar3:#d9944a;--pick:#20364d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:920px;padding:32px 40px 40px;font:14px/1.5 system-ui,"Segoe UI",Ubuntu,"Noto Sans",sans-serif;color:var(--text);background:var(--page);overflow-wrap:anywhere}
h1,h2,h3,p,ul,ol,dl,dd{margin:0;padding:0}
ul{list-style:none}
h1{font-size:24px;line-height:31px;font-weight:600;color:var(--strong);max-width:34em;margin-top:3px;text-wrap:balance}
h2{font-size:17px;line-height:24px;font-weight:600;color:var(--strong);margin:32px 0 8px}
h3{font-size:14px;font-weight:600;color:var(--strong)}
b{font-weight:600;color:var(--strong)}
a{color:var(--link);text-underline-offset:2px}
b a{color:inherit}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,.path,.url{font-family:var(--mono);font-size:.9em}
code,.path,li,dd,td,th,p,h3{unicode-bidi:isolate}
code{background:var(--raised);border-radius:3px;padding:0 3px}
.quiet,.at{color:var(--quiet)}
.at{font-size:12px}
.url{color:var(--quiet);font-size:12px}
@media screen{.ref{display:inline-block;min-width:24px;line-height:24px;text-align:center}.stops .ref{margin-top:-3px}}
.sprite{position:absolute;width:0;height:0}
.i{width:16px;height:16px;flex:none;vertical-align:-3px;fill:none;stroke:currentColor;stroke-width:1.3}
.i.ready{color:var(--ready)}.i.attention{color:var(--attention)}.i.blocked{color:var(--blocked)}.i.unknown{color:var(--unknown)}.i.note{color:var(--note)}
.cut{stroke:var(--page)}
.v{display:inline-flex;align-items:baseline;gap:5px;white-space:nowrap}.v .i{align-self:center}
.mast{display:flex;justify-content:space-between;gap:32px;padding-bottom:14px;border-bottom:2px solid var(--strong)}
.facts{flex:none;max-width:46%;font-size:12px;line-height:18px}
.facts div{display:grid;grid-template-columns:76px 1fr;gap:8px}
.facts dt{color:var(--quiet)}
.lead{font-size:16px;line-height:24px;margin:14px 0 0;max-width:46em}
.alert{display:flex;gap:8px;margin-top:10px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:var(--raised)}
.alert .i{margin-top:3px}
.front h2{font-size:15px;line-height:20px;margin:20px 0 6px}
.decisions{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));margin-bottom:8px;border:1px solid var(--line);border-radius:6px;overflow:hidden}
.decisions li{margin:0 -1px -1px 0;padding:10px 14px 12px;border:solid var(--line);border-width:0 1px 1px 0;font-size:13px;line-height:18px}
.decisions .target{font-weight:600;color:var(--strong)}
.decisions .target span{font-weight:400;padding-left:4px}
.decisions .word{display:flex;align-items:center;gap:7px;font-size:18px;line-height:30px;font-weight:600;color:var(--strong)}
.decisions .word .i{width:19px;height:19px}
.decisions .after{color:var(--quiet);padding-top:2px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;color:var(--quiet);padding-bottom:4px}
th{text-align:left;font-weight:600;color:var(--strong);vertical-align:top}
thead th{font-size:12px;font-weight:400;color:var(--quiet)}
th,td{padding:5px 14px 5px 0;border-top:1px solid var(--line);vertical-align:top}
thead th,thead td{border-top:0}
th:last-child,td:last-child{padding-right:0}
.stops td:nth-child(1){width:28px;padding-right:8px}
.stops td:nth-child(3){width:29%}
.stops td:nth-child(4){width:74px;white-space:nowrap}
.stops td:nth-child(5){width:84px}
.stops td:nth-child(6){width:74px}
.first td:nth-child(n+2){width:14%;white-space:nowrap}
.first td:nth-child(2){width:20%;white-space:normal}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.matrix .pick,.sets .pick>*{background:var(--pick)}
.matrix .pick{box-shadow:-8px 0 0 var(--pick),inset 0 0 0 99px var(--pick),-10px 0 0 var(--link)}
.matrix th,.matrix td{vertical-align:baseline}
.matrix tbody th{font-weight:400;width:45%;min-width:100px}
.matrix thead th{color:var(--strong);font-weight:600}
.matrix thead th:first-child{color:var(--quiet);font-weight:400}
.matrix tbody .group{padding-top:12px;font-weight:600}
.routes{min-width:560px}
.routes th span{font-weight:400}
.routes td:nth-child(1){width:26%}
.routes td:nth-child(2){width:106px}
.routes td:nth-child(3){width:150px}
.routes tbody th{padding-top:10px}
h3 .path,h3 .quiet{font-weight:400}
.scroll{overflow-x:auto}
@media screen{.cause{content-visibility:auto;contain-intrinsic-size:auto 420px}.rows{content-visibility:auto;contain-intrinsic-size:auto 2600px}}
.rows li{padding:3px 0;border-top:1px solid var(--line);font-size:13px}
.three{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:0 28px;margin-top:20px;border-top:2px solid var(--strong);font-size:13px;line-height:19px}
.three h2{margin-top:10px;margin-bottom:3px}
.cause{margin-top:14px;border:1px solid var(--line);border-radius:6px}
.cause>header{display:flex;gap:10px;padding:11px 16px}
.cause>header .i{width:20px;height:20px;margin-top:1px}
.cause h3{font-size:16px;line-height:22px}
.cause>header p{font-size:13px}
.cause dl>div{display:grid;grid-template-columns:104px minmax(0,1fr);gap:12px;padding:7px 16px;border-top:1px solid var(--line)}
.cause dt{color:var(--quiet)}
.cause .rhs{margin-left:auto;text-align:right;white-space:nowrap;color:var(--quiet)}
.change{margin-top:6px;padding:4px 10px;border-radius:4px;background:var(--raised);font:12px/18px var(--mono)}
del,ins{text-decoration:none}del::before{content:'- '}ins::before{content:'+ '}del{color:var(--blocked)}ins{color:var(--ready)}
[hidden]{display:none!important}
.filter{display:flex;flex-wrap:wrap;gap:6px 16px;align-items:center;margin-top:28px;padding:8px 12px;border:1px solid var(--line);border-radius:6px;font-size:13px}
.filter input[type=search],.filter select{font:inherit;color:inherit;background:var(--page);border:1px solid var(--quiet);border-radius:4px;padding:2px 6px}
summary{cursor:pointer;color:var(--link);padding:2px 0}
.plain li{padding:3px 0}
.steps{padding-left:22px}
.steps+h3,section>h3{margin-top:18px}
.steps li{padding:5px 0}
.state{border:1px solid var(--line);border-radius:3px;padding:0 6px;font-size:12px;margin:0 4px;white-space:nowrap}
.how{list-style:disc;padding-left:18px}.steps .how li{padding:0}
.bar{display:block;width:100%;height:18px;overflow:visible}
.bar .w,.hist .w{fill:var(--bar)}.bar .k{fill:url(#hatch)}.bar .a{fill:var(--bar3)}.h1{fill:var(--bar2);opacity:.4}.h2{fill:var(--bar2)}
.bar .pad{fill:none;stroke:var(--quiet);stroke-dasharray:2 2}
.bar .over{fill:none;stroke:var(--blocked);stroke-width:1.5}
.bar .g{stroke:var(--line)}.lim{stroke:var(--strong);stroke-width:1.5}.base{stroke:var(--quiet)}
.now,.neu{stroke:var(--bar3);stroke-width:2}.neu{stroke:var(--bar);stroke-dasharray:6 3}
.axis,.hist,.lines{display:block;width:100%;height:14px;overflow:visible;font-size:11px;fill:var(--quiet)}
.axis text,.hist text{text-anchor:middle}.hist .end{text-anchor:end}
.hist{height:146px}.lines{height:130px;margin-top:6px}
figure{margin:12px 0}figcaption{color:var(--quiet);font-size:13px}
.key{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:12px;padding:2px 0}.key li{display:flex;align-items:center;gap:6px;color:var(--text)}.key .bar{width:18px;flex:none}
.chart{table-layout:fixed;min-width:520px;margin-top:6px}.chart th,.effort th{font-weight:400;color:var(--text)}
.chart th:first-child{width:112px}.chart th:nth-child(3),.chart td:nth-child(3){width:35%}
.moves th:first-child{width:230px}.moves tbody tr>*{padding-top:3px;padding-bottom:3px}
.chart .group{padding-top:10px;font-weight:600;color:var(--strong)}.chart .group span{font-weight:400}
.chart tbody tr:nth-child(n+2)>*{border:0;padding-top:1px;padding-bottom:1px}
.effort{font-size:inherit}.effort th,.effort td{border:0;padding:0 8px 0 0}.effort th{width:46%}.effort td:nth-child(3){width:23%;white-space:nowrap}
.wide{min-width:720px;margin-top:10px}.wide .i{width:14px;height:14px}.wide tbody th{font-weight:400;color:var(--text);min-width:110px}.wide tbody .group{padding-top:12px;font-weight:600;color:var(--strong)}
.wide,.sets{overflow-wrap:break-word}.wide .at{overflow-wrap:anywhere}.wide td:nth-child(2){white-space:nowrap}
.formula{margin-top:10px;padding:6px 12px;border-radius:4px;background:var(--raised);font-size:13px}
.formula>div{display:grid;grid-template-columns:190px minmax(0,1fr);gap:12px;padding:3px 0}.formula dt{color:var(--quiet)}
.two{display:grid;grid-template-columns:2fr 3fr;gap:28px;align-items:start;margin:8px 0}
.write pre{margin:4px 0;padding:8px 12px;border-radius:4px;background:var(--raised);font:12px/18px var(--mono);white-space:pre-wrap}
.sources{padding-left:28px}
.sources li{padding:4px 0}
footer{margin-top:36px;padding-top:10px;border-top:1px solid var(--line);font-size:12px;color:var(--quiet)}
:target{outline:2px solid var(--link);outline-offset:4px;border-radius:4px}
@media (max-width:640px){
.two,.formula>div{grid-template-columns:1fr;gap:2px}
body{padding:20px 16px 28px}
.mast{flex-direction:column;gap:12px}
.facts{max-width:none}
.matrix th,.matrix td{padding-right:8px;font-size:12px}
.stops,.stops tbody,.stops tr,.stops td{display:block}
.first td:nth-child(n+2){width:auto;white-space:normal}
.stops thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stops tr{position:relative;padding:8px 0 8px 26px;border-top:1px solid var(--line)}
.stops td{padding:2px 0;border:0;width:auto}
.stops td:nth-child(1){position:absolute;left:0;top:8px}
.stops td:nth-child(n){width:auto}
.cause dl>div{grid-template-columns:1fr;gap:0}
}
@media screen and (max-width:560px){
.matrix,.matrix tbody,.matrix tr,.matrix tbody th{display:block;width:auto}
.matrix thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.matrix tr{padding:8px 0;border-top:1px solid var(--line)}
.matrix tbody th,.matrix td{padding:1px 0;border:0;font-size:13px}
.matrix td{display:grid;grid-template-columns:64px 1fr;gap:8px}
.matrix td::before{content:attr(data-target);color:var(--quiet)}
.routes{min-width:0}
.routes,.routes tbody,.routes tr,.routes th,.routes td{display:block}
.routes thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.routes tr{padding:6px 0;border-top:1px solid var(--line)}
.routes th,.routes td{padding:1px 0;border:0}
.routes tbody th{padding:1px 0}
.routes td:nth-child(n){width:auto}
}
@media print{
.filter{display:none}
@page{size:A4;margin:12mm 14mm}
body{max-width:none;padding:0;font-size:10.5px;line-height:1.4}
.front{break-after:page}
h1{font-size:19px;line-height:25px}
.lead{font-size:12.5px;line-height:18px}
h2{font-size:14px;line-height:19px;margin-top:22px}
h3{font-size:11.5px}
.front h2{font-size:13px;line-height:18px}
.decisions li,table,.three,.facts,.cause>header p,footer,.at,.url,.state,thead th{font-size:10px;line-height:14px}
.front .quiet,.front table,.front li,.front .three{font-size:9.5px;line-height:13px}
.front .i{width:12px;height:12px}
.front td,.front th{padding-top:1px;padding-bottom:1px}
.front .matrix .group{padding-top:4px}
.front .three{grid-template-columns:6fr 4fr 4fr}.effort th{width:52%}
.stops td:nth-child(4){width:56px}.stops td:nth-child(5){width:66px}.stops td:nth-child(6){width:56px}
.front code{padding:0}
.front .stops td{padding-top:2px;padding-bottom:2px}
.facts{line-height:12px}
.front .decisions .after{display:inline}
.front .decisions .after::before{content:' '}
.front .decisions li>p:nth-child(3){display:inline}
.alert{margin-top:6px;padding:4px 10px}
.decisions{grid-template-columns:repeat(auto-fit,minmax(110px,1fr))}
.decisions li{padding:4px 10px 5px}
.front h2{margin:7px 0 1px}
.three{margin-top:8px}
.bar{height:14px}
.decisions .word{font-size:14px;line-height:22px}
th,td{padding-top:3px;padding-bottom:3px}
.cause h3{font-size:12.5px;line-height:17px}
.cause dl>div{padding:4px 12px}
.cause>header,tr,.steps li,.sources li,.decisions li{break-inside:avoid}
h2,h3{break-after:avoid}
a{color:inherit}
}
`;
export const STYLE_HASH = 'sha256-hsG8Eb4bHgc7+7CMqMlEz4LYldbZvUVMa44iO61Hmsw=';
