/** Filters over the root causes: a comfort on top of a page that reads, links and prints without them. */
import { html, type Markup } from './markup';

/** Where the script puts its controls; empty and out of sight without it. */
export const FILTER: Markup = html`<div id="filter" class="filter" role="search" aria-label="Filter the root causes" hidden></div>
`;

/** The only script of the report; the content security policy admits it by its hash (a test compares them). It reads the page and nothing else. */
export const SCRIPT = `(()=>{
const bar=document.getElementById('filter'),all=[...document.querySelectorAll('[data-s]')].map(e=>({e,s:e.dataset.s,t:e.dataset.t.split(' '),w:null}));
if(!bar||all.length<2)return;
const make=(tag,props,...kids)=>{const e=Object.assign(document.createElement(tag),props);e.append(...kids);return e};
const text=make('input',{type:'search',id:'filter-text'}),off=new Set(),names={blocker:'Blockers',warning:'Warnings',info:'Notes'};
const target=make('select',{id:'filter-target'},make('option',{value:'',textContent:'All targets'}),...[...new Set(all.flatMap(c=>c.t))].sort().map(t=>make('option',{value:t,textContent:t.replace(/^./,l=>l.toUpperCase())})));
const said=make('span',{className:'quiet'});said.setAttribute('role','status');
const apply=()=>{const words=text.value.toLowerCase().split(/\\s+/).filter(Boolean);let n=0;
for(const c of all){if(words.length&&c.w===null)c.w=c.e.textContent.toLowerCase();
const hide=off.has(c.s)||(target.value!==''&&!c.t.includes(target.value))||words.some(w=>!c.w.includes(w));
if(c.e.hidden!==hide)c.e.hidden=hide;if(!hide)n++}
said.textContent=n+' of '+all.length+' causes'};
text.addEventListener('input',apply);target.addEventListener('change',apply);
const boxes=Object.keys(names).filter(s=>all.some(c=>c.s===s)).map(s=>{const box=make('input',{type:'checkbox',checked:true});
box.addEventListener('change',()=>{box.checked?off.delete(s):off.add(s);apply()});return make('label',{},box,' '+names[s])});
bar.append(make('label',{},'Filter causes by words ',text),...boxes,make('label',{},'Target ',target),said);
bar.hidden=false;apply()})();`;
export const SCRIPT_HASH = 'sha256-FUy23/ygJeODskLVlhbHm7oQ4/tdjd1Bvy3sl1YmZNw=';
