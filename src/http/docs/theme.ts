// The style of the docs page: a slim bar, and Swagger UI adapted to narrow windows and to the dark bar.

export const pageStyle = `
body { margin: 0; }
.standin-bar { display: flex; flex-wrap: wrap; gap: .4rem 1.1rem; align-items: baseline; padding: .8rem 1.5rem; font: 400 14px/1.4 system-ui, sans-serif; background: #10231f; color: #d9ede6; }
.standin-bar strong { font-weight: 650; font-size: 18px; letter-spacing: .01em; color: #7fe3bd; }
.standin-bar .title { font-weight: 600; }
.standin-bar .title, .standin-bar .who { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.standin-bar .credentials { white-space: nowrap; }
.standin-bar.signed-in .credentials { display: none; }
.standin-bar nav { margin-left: auto; display: flex; gap: 1.1rem; align-items: baseline; white-space: nowrap; }
.standin-bar a, .standin-bar summary { color: inherit; text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
.standin-bar a:hover, .standin-bar a:focus-visible, .standin-bar summary:hover { color: #fff; }
.standin-bar, .standin-world-bar { position: relative; }
.menu { position: relative; min-width: 0; }
.menu summary { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.menu[hidden] { display: none; }
.menu ul { position: absolute; z-index: 10; top: 100%; left: 0; min-width: 100%; max-height: 70vh; overflow-y: auto; margin: .4rem 0 0; padding: .35rem 0; list-style: none; background: #18322b; border: 1px solid #4d6b62; border-radius: 8px; box-shadow: 0 10px 28px rgb(0 0 0 / .35); }
.menu li > a, .menu li > button { display: block; padding: .4rem 1rem; text-decoration: none; }
.menu li > a, .menu li > button { box-sizing: border-box; width: 100%; border: 0; background: none; color: #d9ede6; font: inherit; text-align: left; white-space: nowrap; cursor: pointer; }
.menu li > a:hover, .menu li > a:focus-visible, .menu li > button:hover, .menu li > button:focus-visible { background: #24483e; color: #fff; }
.menu a[aria-current] { font-weight: 650; }
.menu form { display: flex; gap: .4rem; padding: .4rem 1rem; }
.standin-world-bar { display: flex; flex-wrap: wrap; gap: .35rem 1.2rem; align-items: baseline; padding: .45rem 1.5rem; font: 400 13px/1.5 system-ui, sans-serif; background: #18322b; color: #d9ede6; }
.standin-world-bar [hidden] { display: none !important; }
.standin-world-bar summary, .standin-world-bar a { cursor: pointer; color: inherit; }
.standin-world-bar summary:hover { color: #fff; }
.standin-world-bar .on summary { color: #ffcf70; }
.standin-world-bar .user button { margin-left: .6rem; }
.standin-world-bar > button, .standin-world-bar .user button, .standin-world-bar form button, .standin-advice button { font: inherit; padding: .1rem .7rem; border: 1px solid #7fe3bd; border-radius: 6px; background: none; color: inherit; cursor: pointer; }
.standin-world-bar > button:hover, .standin-world-bar .user button:hover, .standin-world-bar form button:hover { background: #24483e; }
.standin-advice button { border-color: currentColor; font-weight: 600; }
.standin-world-bar input { font: inherit; width: 11em; padding: .1rem .5rem; border: 1px solid #4d6b62; border-radius: 6px; background: #10231f; color: #d9ede6; }
.standin-world-bar form.token { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: baseline; }
.standin-world-bar .says { color: #a6f0d3; }
.standin-world-bar .failed { color: #ffb4ab; }
.standin-bar button { font: inherit; font-weight: 600; padding: .25rem .9rem; border: 1px solid #7fe3bd; border-radius: 7px; background: #7fe3bd; color: #0d2019; cursor: pointer; white-space: nowrap; }
.standin-bar button:hover, .standin-bar button:focus-visible { background: #a6f0d3; }
.standin-bar button:disabled { opacity: .6; cursor: default; }
.standin-bar.signed-in button { background: none; color: inherit; border-color: #4d6b62; }
.standin-bar .failed { color: #ffb4ab; white-space: normal; }
.standin-advice { margin: 0 0 1rem; padding: .6rem 1rem; border-left: 4px solid #c77700; background: #fff4e0; color: #3b2a00; font: 400 15px/1.4 system-ui, sans-serif; }
.standin-advice.token { border-color: #1f8a63; background: #e6f6ef; color: #0d3a2a; }
.standin-range, .standin-exchange { margin: .6rem 0 1rem; font: 400 14px/1.4 system-ui, sans-serif; }
.standin-note { align-self: center; margin: 0 .5rem; padding: .05rem .5rem; border: 1px solid currentColor; border-radius: 999px; font: 600 12px/1.5 system-ui, sans-serif; color: #7a4a00; white-space: nowrap; }
.dark-mode .standin-note { color: #ffd28a; }
.dark-mode .standin-range { color: #e4e6e6; }
.dark-mode .standin-exchange a { color: #8ecbff; }
.dark-mode .standin-advice.token { background: #12352a; color: #c9f2e0; }
.dark-mode .standin-advice { background: #3a2d12; color: #ffe2ad; }
.swagger-ui .wrapper { max-width: 1180px; }
.swagger-ui .info { margin: 28px 0; }
.swagger-ui .renderedMarkdown code, .swagger-ui .markdown code { padding: 1px 5px; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
/* Texts that are too dim to read in Swagger UI's own dark colours. */
html.dark-mode .swagger-ui .headers td, html.dark-mode .swagger-ui .examples-select__section-label, html.dark-mode .swagger-ui .operation-servers h4, html.dark-mode .swagger-ui .servers label { color: #e4e6e6; }
html.dark-mode .swagger-ui .opblock .opblock-section-header .try-out__btn.cancel { color: #ff9c9c; }
html.dark-mode .swagger-ui .opblock pre.microlight, html.dark-mode .swagger-ui .opblock .highlight-code pre.microlight { background: #11161a !important; }
html.dark-mode .swagger-ui .opblock.opblock-put .opblock-section-header { background: #5e3826; }
@media (min-width: 1000px) { .standin-bar { flex-wrap: nowrap; } }
@media (max-width: 600px) {
  .standin-bar { padding: .6rem .9rem; gap: .4rem .8rem; }
  .standin-bar .credentials, .standin-bar .long, .standin-bar.signed-in nav, .standin-bar .who:empty { display: none; }
  .standin-bar .others { flex: 1 1 60%; }
  .standin-bar .who { flex: 1 1 50%; }
  .standin-bar .who { order: 1; }
  .standin-bar nav { order: 2; margin: 0 auto 0 0; }
  .standin-bar button { order: 3; }
  .standin-world-bar { padding: .45rem .9rem; gap: .3rem .9rem; }
  .swagger-ui .filter .operation-filter-input { box-sizing: border-box; width: 100%; min-width: 100%; }
  .menu { position: static; }
  .menu ul { left: .9rem; min-width: 0; max-width: calc(100vw - 1.8rem); }
  .menu li > a, .menu li > button { white-space: normal; padding: .55rem 1rem; }
  .swagger-ui .renderedMarkdown table { display: block; overflow-x: auto; }
  .swagger-ui .renderedMarkdown code, .swagger-ui .opblock-summary-path { overflow-wrap: anywhere; }
  .swagger-ui .opblock-tag { display: grid; grid-template-columns: 1fr auto; }
  .swagger-ui .opblock-tag small { grid-row: 2; grid-column: 1 / -1; padding: 0; }
  .swagger-ui .wrapper { padding: 0 12px; }
  .swagger-ui .responses-inner, .swagger-ui .opblock-body > .opblock-section .parameters-container { padding: 12px; }
  .swagger-ui .response-col_links { display: none; }
  .swagger-ui .response-col_status { min-width: 0; width: 3.4rem; }
  .swagger-ui .response-controls { flex-wrap: wrap; gap: 8px; }
  .swagger-ui .try-out.btn-group { flex-wrap: wrap; justify-content: flex-end; gap: 6px; }
  .swagger-ui .try-out__btn { margin-left: 0; padding: 5px 12px; }
}
`;
