/** The words that rules share with the finder of routes. */
export { capital, counted, listed, sentences, show } from '../text/words';
