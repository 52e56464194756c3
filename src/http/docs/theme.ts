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
.standin-bar .others { position: relative; }
.standin-bar .others ul { position: absolute; z-index: 10; top: 100%; right: 0; margin: .4rem 0 0; padding: .35rem 0; list-style: none; background: #18322b; border: 1px solid #4d6b62; border-radius: 8px; box-shadow: 0 10px 28px rgb(0 0 0 / .35); }
.standin-bar .others a { display: block; padding: .4rem 1rem; text-decoration: none; }
.standin-bar .others a:hover, .standin-bar .others a:focus-visible { background: #24483e; }
.standin-bar button { font: inherit; font-weight: 600; padding: .25rem .9rem; border: 1px solid #7fe3bd; border-radius: 7px; background: #7fe3bd; color: #0d2019; cursor: pointer; white-space: nowrap; }
.standin-bar button:hover, .standin-bar button:focus-visible { background: #a6f0d3; }
.standin-bar button:disabled { opacity: .6; cursor: default; }
.standin-bar.signed-in button { background: none; color: inherit; border-color: #4d6b62; }
.standin-bar .failed { color: #ffb4ab; white-space: normal; }
.standin-advice { margin: 0 0 1rem; padding: .6rem 1rem; border-left: 4px solid #c77700; background: #fff4e0; color: #3b2a00; font: 400 15px/1.4 system-ui, sans-serif; }
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
  .standin-bar .credentials, .standin-bar .long, .standin-bar.signed-in .title, .standin-bar .who:empty { display: none; }
  .standin-bar .title, .standin-bar .who { flex: 1 1 70%; }
  .standin-bar .who { order: 1; }
  .standin-bar nav { order: 2; margin: 0 auto 0 0; }
  .standin-bar button { order: 3; }
  .standin-bar .others ul { left: 0; right: auto; width: max-content; max-width: calc(100vw - 1.8rem); white-space: normal; }
  .swagger-ui .renderedMarkdown table { display: block; overflow-x: auto; }
  .swagger-ui .renderedMarkdown code, .swagger-ui .opblock-summary-path { overflow-wrap: anywhere; }
  .swagger-ui .opblock-tag { display: grid; grid-template-columns: 1fr auto; }
  .swagger-ui .opblock-tag small { grid-row: 2; grid-column: 1 / -1; padding: 0; }
  .swagger-ui .wrapper { padding: 0 12px; }
  .swagger-ui .responses-inner, .swagger-ui .opblock-body > .opblock-section .parameters-container { padding: 12px; }
  .swagger-ui .response-col_links { display: none; }
  .swagger-ui .response-col_status { min-width: 0; width: 3.4rem; }
  .swagger-ui .response-controls { flex-wrap: wrap; gap: 8px; }
}
`;
