import type { Format } from '../format';
import { readHfConfig } from './read';

/** Files of this kind that other tools name; none of them describes a model's dimensions. */
const OTHER_KINDS =
  /^(tokenizer|generation|preprocessor|processor|video_preprocessor|image_processor|feature_extractor|adapter|hf_quant|genai|ts|js)_?config\.json$/;

/** The `config.json` of a Hugging Face model, under whatever name: the content decides. */
export const hfConfig: Format = {
  text: false,
  matches(path, named) {
    const [name = '', folder = ''] = path.toLowerCase().split('/').reverse();
    if (!name.endsWith('.json')) return false;
    return named || ((name.includes('config') || folder.includes('config')) && !OTHER_KINDS.test(name));
  },
  read: readHfConfig,
};
