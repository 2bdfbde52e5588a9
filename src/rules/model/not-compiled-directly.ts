import { onnxRule } from '../define';
import { graphRoute, routeWords } from '../route';
import { sentences } from '../words';

/** Neuron reads no ONNX: the route that a graph takes. */
export const notCompiledDirectly = onnxRule(
  {
    id: 'onnx/not-compiled-directly',
    phase: 'proof-of-concept',
    page: {
      title: 'Neuron does not compile ONNX files',
      what: 'Reminds for each ONNX file that the Neuron compiler does not take it, and names the route from it for the target and SDK release: back to PyTorch, then to TorchNeuron or torch_neuronx.trace. All other findings on the file forecast that route.',
      why: 'neuronx-cc compiles XLA HLO or StableHLO that a framework hands to it. There is no ONNX front end, and none is announced.',
      fix: 'Take the original PyTorch model where you have it: that is the shorter and safer way. Otherwise convert the ONNX file to PyTorch with a third-party converter and compare the results. Keep the ONNX file as the reference for accuracy.',
      example: {
        before: 'session = onnxruntime.InferenceSession("model.onnx")',
        after:
          'model = MyModel.from_pretrained(path).eval()\nneuron = torch_neuronx.trace(model, example)   # Inf2, Trn1',
        language: 'python',
      },
      sources: ['onnx-faq', 'compiler-overview-2.33', 'torchneuron-about-2.33', 'trace-api'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, knowledge, target } = context;
    const route = graphRoute(context);
    const { label } = knowledge.target(target);
    const planned = settings.deployment.route;
    yield {
      key: 'route',
      // Without a route there is nothing that the other findings forecast: not ready, but open.
      severity: route === null ? 'warning' : 'info',
      confidence: route === null ? 'undocumented' : 'documented',
      action: 'Go back to the PyTorch model',
      message:
        route === null
          ? `Neuron does not compile ONNX files, and for ${settings.workload} on ${label} no PyTorch route is known at SDK ${settings.sdk}.`
          : `Neuron does not compile ONNX files: the way is PyTorch, then ${routeWords(route)}.`,
      why: sentences(
        'neuronx-cc compiles graphs that a framework hands to it, and has no front end for ONNX',
        route?.note,
        route !== null && planned !== undefined && route.route !== planned
          ? `The planned route ${planned} takes no graphs of this kind here, so this file is judged on ${route.label}`
          : '',
      ),
      remedy: sentences(
        route === null ? 'Choose another target or release, where a route is documented' : '',
        'Take the original PyTorch model; only without it convert the ONNX file to PyTorch with a third-party converter',
        route && `The route needs ${route.needs}`,
        'Keep the ONNX file as the reference for accuracy',
      ),
      sources: ['onnx-faq', ...(route?.sources ?? [])],
      locations: [{ path: reading.path }],
    };
  },
);
