/** The page: type, columns, headline, navigation, paper. */
export const layout = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--page);color:var(--ink);font:400 1rem/1.6 Inter,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25;letter-spacing:-.011em;font-weight:650;margin:0}
h2{font-size:1.375rem}
h3{font-size:1rem}
p{margin:0}
a{color:var(--accent);text-underline-offset:.2em}
a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.page{display:grid;grid-template-columns:minmax(0,60rem);justify-content:center;padding:0 clamp(1rem,4vw,2.5rem)}
main{min-width:0}
main>section{background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow);padding:clamp(1.1rem,3.5vw,2rem);margin-bottom:1.5rem;scroll-margin-top:1rem}
.lead{color:var(--muted);margin:.35rem 0 1.4rem;max-width:44rem}
.note{color:var(--muted);font-size:.84rem;margin-top:.9rem;max-width:46rem}
footer{color:var(--muted);font-size:.84rem;text-align:center;padding:1rem 1rem 3rem}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem 1rem;z-index:1}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
nav{min-width:0}
nav ol{list-style:none;display:flex;gap:.4rem 1.1rem;flex-wrap:wrap;margin:1.2rem 0 0;padding:0 0 .9rem;border-bottom:1px solid var(--line);font-size:.84rem}
nav a{color:var(--muted);text-decoration:none}
nav a:hover{color:var(--accent);text-decoration:underline}
.headline{padding:clamp(1.4rem,4vw,2.75rem) 0 2rem}
.overline{display:flex;justify-content:space-between;flex-wrap:wrap;gap:.25rem 1rem;color:var(--muted);font-size:.84rem}
.overline span{font-variant-numeric:tabular-nums}
h1{font-size:clamp(2rem,1.5rem + 2.4vw,2.9rem);letter-spacing:-.025em;margin-top:.3rem;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .05em}
h1 .version{color:var(--muted);font-weight:450}
.role{font-size:.84rem;font-weight:600;letter-spacing:0;border-radius:99px;padding:.2rem .75rem;margin-left:.9rem;align-self:center;background:var(--sunken);color:var(--muted)}
.role.champion{background:var(--good-soft);color:var(--good)}
.role.challenger{background:var(--warm-soft);color:var(--warm)}
.objective{color:var(--muted);font-size:1.06rem;max-width:44rem;margin-top:.5rem}
.verdict{font-size:clamp(1.2rem,1.05rem + .8vw,1.6rem);line-height:1.42;letter-spacing:-.012em;margin:1.6rem 0 1.8rem;max-width:46rem;text-wrap:pretty}
.verdict span{color:var(--muted);white-space:nowrap}
.verdict em{font-style:normal;font-weight:600}
.verdict .good{color:var(--good)}
.verdict .bad{color:var(--bad)}
.figures{display:flex;flex-wrap:wrap;background:var(--surface);border:1px solid var(--line);border-radius:14px;overflow:hidden;margin:0;box-shadow:var(--shadow)}
.figures div{flex:1 1 8.2rem;padding:.9rem 1.1rem 1rem;box-shadow:0 0 0 .5px var(--line)}
.figures dt{font-size:.84rem;color:var(--muted)}
.figures dd{margin:0;font-size:.8rem;color:var(--muted);font-variant-numeric:tabular-nums}
.figures .big{font-size:1.5rem;line-height:1.35;color:var(--ink);font-weight:600;letter-spacing:-.02em}
.remarks{margin-top:1.6rem}
.remarks h2{font-size:1rem}
.remarks ul,.findings{list-style:none;margin:.6rem 0 0;padding:0;display:grid;gap:.5rem}
.remarks li,.findings li{position:relative;padding-left:1.6rem;max-width:50rem}
.remarks li::before,.findings li::before{position:absolute;left:0;top:.18em;width:1.15em;height:1.15em;line-height:1.15em;border-radius:50%;text-align:center;font-size:.8em;font-weight:700;content:"i";background:var(--sunken);color:var(--muted)}
.remarks .warn::before,.findings .warn::before{content:"!";background:var(--warm-soft);color:var(--warm)}
.remarks .good::before{content:"✓";background:var(--good-soft);color:var(--good)}
.findings{margin-bottom:1.6rem;font-size:.94rem}
@media (min-width:32rem) and (max-width:58rem){.figures div{flex-basis:28%}}
@media (min-width:76rem){
.page{grid-template-columns:10.5rem minmax(0,60rem);column-gap:3rem}
nav ol{position:sticky;top:2.75rem;flex-direction:column;gap:.42rem;border:0;margin-top:2.75rem}
}
@media print{
body{font-size:10pt;background:#fff}
nav,.skip{display:none}
.page{padding:0;display:block}
main>section{border:0;border-top:1px solid var(--line);border-radius:0;padding:1rem 0;box-shadow:none;margin:0}
.headline{padding-top:0}
h2,h3,.lead{break-after:avoid}
figure,tr,.card,.figures{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
