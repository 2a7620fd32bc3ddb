/** What stands in the chapters: tables, bars, plots, cards, definitions. */
export const pieces = `
.scroll{overflow-x:auto;margin:0 calc(-1*clamp(1.1rem,3.5vw,2rem));padding:0 clamp(1.1rem,3.5vw,2rem)}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums;line-height:1.4;overflow-wrap:normal}
table bdi{overflow-wrap:anywhere}
caption{text-align:left;font-weight:650;padding-bottom:.5rem}
th,td{padding:.55rem .75rem;text-align:left;vertical-align:middle;border-bottom:1px solid var(--line);font-weight:400}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
tbody:last-child tr:last-child>*{border-bottom:0}
thead th{font-size:.8rem;color:var(--muted);vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:550}
td small,th small{display:block;color:var(--muted);font-size:.8rem;font-weight:400}
.number{text-align:right;white-space:nowrap}
.strong{font-weight:600}
.wide{width:34%;min-width:8rem}
.subject>*{background:var(--accent-soft)}
.subject>:first-child{border-radius:8px 0 0 8px;padding-left:.6rem}
.subject>:last-child{border-radius:0 8px 8px 0;padding-right:.6rem}
.subject small{color:inherit}
.compact td,.compact th{padding-top:.28rem;padding-bottom:.28rem}
.leaderboard{min-width:36rem}
.leaderboard th,.leaderboard td{padding-left:.5rem;padding-right:.5rem}
.leaderboard tbody th{white-space:nowrap}
.score{width:34%}
.score .interval .mark{top:0;bottom:-.5rem}
.score b{font-weight:600}
td.score small{display:inline-block;margin-left:.6rem}
.ends{display:flex;justify-content:space-between;gap:.5rem}
.ends>:first-child,.ends>:last-child{white-space:nowrap}
.tag{display:inline-block;font-size:.74rem;font-weight:500;line-height:1.5;color:var(--muted);background:var(--sunken);border-radius:99px;padding:.05rem .55rem;white-space:nowrap}
.subject .tag{background:var(--surface)}
.interval{position:relative;display:block;height:1.1rem}
.interval i{position:absolute;display:block}
.interval .line{left:var(--low);right:calc(100% - var(--high));top:calc(50% - 1.5px);height:3px;border-radius:2px;background:var(--accent);opacity:.4;min-width:2px}
.interval .dot{left:calc(var(--at) - 4.5px);top:calc(50% - 4.5px);width:9px;height:9px;border-radius:50%;background:var(--accent)}
.interval .mark{left:var(--mark);top:-.45rem;bottom:-.45rem;border-left:1px dashed var(--muted);opacity:.55}
.interval.warm i{background:var(--warm)}
.interval.warm .mark{background:none}
.share{display:block;height:.6rem;border-radius:3px;width:max(2px,var(--share));background:var(--accent)}
.share.soft{opacity:.35}
.bars{table-layout:auto}
.bars td,.bars th{padding-top:.34rem;padding-bottom:.34rem;border-bottom:0}
.bars thead th{border-bottom:1px solid var(--line)}
.bars .wide{width:50%;min-width:5rem}
.bars .rest{color:var(--muted)}
.slices .wide{width:46%}
.slices .group th{padding-top:1.1rem;color:var(--muted);font-size:.84rem;font-weight:600}
.slices td small{display:inline-block;margin-left:.6rem}
.worst th,.worst .number:last-child{color:var(--warm)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17.5rem),1fr));gap:1.75rem 2.5rem;align-items:start}
.pair>div{min-width:0}
.pair .scroll{margin:0;padding:0}
.plot-figure{margin:0;min-width:0}
.plot-figure h3{margin-bottom:.3rem}
figcaption{color:var(--muted);font-size:.84rem;margin-top:.5rem;line-height:1.5}
.plot{display:block;width:100%;max-width:34rem;height:auto;overflow:visible;font-size:13px;font-family:inherit;color:var(--muted)}
.plot text{white-space:pre}
.legend{list-style:none;margin:.2rem 0 .5rem;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1rem;font-size:.84rem;color:var(--muted)}
.legend i{display:inline-block;width:.75rem;height:.75rem;border-radius:3px;margin-right:.4rem;vertical-align:-.06rem}
.pair+.scroll{margin-top:2rem}
.confusion{margin-top:.4rem;border-spacing:3px;border-collapse:separate}
.confusion th,.confusion td{border:0}
.confusion thead th{text-align:center;padding:.15rem .4rem}
.confusion tr+tr th:first-child{text-align:left}
.confusion tbody th{max-width:10rem;padding-right:.6rem}
.confusion tbody td{text-align:center;padding:.8rem .6rem!important;border-radius:8px;min-width:4.6rem;background:color-mix(in srgb,var(--hue) calc(var(--share)*.42),var(--sunken))}
.confusion .right{--hue:var(--series-0)}
.confusion .wrong{--hue:var(--series-1)}
.confusion b{display:block;font-weight:600;font-size:1.05rem}
.confusion small{color:inherit}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1rem}
.card{border:1px solid var(--line);border-radius:12px;padding:.9rem 1rem 1rem;display:flex;flex-direction:column;gap:.55rem;min-width:0}
.card.target{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.card h3{display:flex;justify-content:space-between;align-items:baseline;gap:.6rem;font-size:.94rem}
.card .ends{font-size:.76rem;color:var(--muted);font-variant-numeric:tabular-nums;margin-top:-.4rem}
.histogram,.means{display:block;width:100%;height:3.4rem}
.histogram path{fill:var(--series-0);opacity:.75}
.means{height:2.2rem}
.means path{fill:none;stroke:var(--series-1);stroke-width:2;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.values{font-size:.8rem}
.values td,.values th{padding:.14rem .35rem;border:0;font-weight:400}
.values td:nth-child(2){width:26%}
.values th:first-child{min-width:5.2rem;overflow-wrap:break-word}
.values bdi{overflow-wrap:inherit}
.values th:first-child{padding-left:0}
.values th:last-child,.values td:last-child{padding-right:0}
.values thead th{font-size:.74rem}
.card .note{margin-top:-.3rem;font-size:.78rem}
.facts{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:auto 0 0;padding-top:.55rem;border-top:1px solid var(--line);font-size:.8rem}
.facts dt{color:var(--muted)}
.facts dd{margin:0;min-width:3.4rem;font-variant-numeric:tabular-nums}
.facts .share{height:.25rem;margin-top:.15rem}
.definitions{margin:0;display:grid;gap:.6rem;font-size:.94rem}
.definitions div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.1rem 1.5rem}
.definitions dt{color:var(--muted)}
.definitions dd{margin:0}
.definitions+h3,.note+h3,.pair+h3,.bars+h3,.scroll+h3{margin:1.8rem 0 .8rem}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.hash{color:var(--muted)}
@media (max-width:40rem){
.metrics,.compact{font-size:.82rem}
.metrics thead th,.compact thead th{white-space:normal}
.metrics td,.metrics th,.compact td,.compact th{padding-left:.3rem;padding-right:.3rem}
.thresholds tr>:nth-child(3){display:none}
.thresholds .tag{display:none}
.sources thead th{white-space:normal}
.sources tr>:nth-child(4),.tried tr>:nth-child(3),.tried tr>:nth-child(4){display:none}
.slices td:nth-child(2){color:var(--muted)}
.slices td:nth-child(2)::after{content:" rows"}
.definitions div{grid-template-columns:1fr}
.metrics small,.metrics tr>:last-child{display:none}
.metrics .subject>:nth-last-child(2){border-radius:0 8px 8px 0}
.bars td,.bars th{padding-left:.3rem;padding-right:.3rem}
.bars .wide{width:auto;min-width:4.5rem}
.leaderboard{min-width:0}
.leaderboard thead,.slices thead{position:absolute;clip-path:inset(50%)}
.leaderboard tr{display:grid;grid-template-columns:repeat(3,1fr);padding:.7rem 0;border-bottom:1px solid var(--line)}
.leaderboard tbody tr:last-child{border:0}
.leaderboard tr>*{border:0;padding:.1rem 0;text-align:left}
.leaderboard tbody th{white-space:normal}
.leaderboard .subject{background:var(--accent-soft);border-radius:8px;padding:.7rem .6rem}
.leaderboard .subject>*{background:none;padding:.1rem 0}
.leaderboard th{grid-column:span 3}
.leaderboard .score,.leaderboard .against{grid-column:span 3;width:auto}
.leaderboard th small,.leaderboard .against small{display:inline-block;margin-left:.5rem}
.leaderboard .cost::before{content:attr(data-label);display:block;font-size:.76rem;color:var(--muted)}
.slices tr{display:grid;grid-template-columns:1fr auto auto;column-gap:.6rem;align-items:baseline;padding:.3rem 0}
.slices tr>*{padding:0}
.slices .wide{grid-row:2;grid-column:1/-1}
.slices .group th{grid-column:1/-1;padding-top:.9rem}
.interval .mark{top:0;bottom:0}
}
`;
