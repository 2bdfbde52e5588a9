import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../../src/model/report';
import type { RouteOption, RoutesOf } from '../../../src/model/routes';
import type { Target } from '../../../src/model/target';
import { html } from '../../../src/report/html';
import { markdown } from '../../../src/report/markdown';
import { routeGroups, routeNeeds } from '../../../src/report/route-groups';
import { text } from '../../../src/report/text';
import { sampleReport } from '../../support/sample-report';

const BETA: RouteOption = {
  route: 'torchneuron',
  label: 'TorchNeuron',
  state: 'beta',
  fit: 'any',
  confidence: 'inferred',
  reason: 'No document names llama for TorchNeuron.',
  needs: {
    words: 'TorchNeuron needs PyTorch 2.14.',
    packages: [{ name: 'torch', spec: '==2.14.*' }],
    python: ['3.12', '3.13'],
    sdk: '2.33.1',
    targets: ['trn2', 'trn3'],
  },
  last: null,
  until: null,
  evidence: [],
};

/** No route, and the reason names the target. */
function nowhere(model: string, target: Target, elsewhere: Target): RoutesOf {
  const gone: RouteOption = {
    ...BETA,
    fit: 'unavailable',
    state: null,
    reason: `TorchNeuron does not cover ${target}.`,
    needs: null,
  };
  return {
    paths: [`${model}/config.json`],
    kind: 'hf-config',
    model,
    target,
    sdk: '2.33.1',
    workload: 'inference',
    options: [gone],
    take: null,
    advice: `At SDK 2.33.1 no route is known that runs ${model} on ${target}.`,
    elsewhere: [{ route: 'optimum-neuron', label: 'Optimum Neuron', target: elsewhere, last: null }],
  };
}

function taken(model: string, target: Target): RoutesOf {
  const option = { ...BETA, reason: `No document names ${model} for TorchNeuron.`, until: '2.34.0' };
  return { ...nowhere(model, target, target), options: [option], take: 'torchneuron', elsewhere: [] };
}

function report(routes: readonly RoutesOf[]): Report {
  return { ...sampleReport(), routes };
}

test('targets whose answers differ in a target that they name stay apart', () => {
  const [group] = routeGroups(report([nowhere('llama', 'inf2', 'trn1'), nowhere('llama', 'trn1', 'inf2')]));
  assert.deepEqual(
    group?.answers.map(({ targets, words }) => [targets.join(), /Neuron on (\w+)/.exec(words)?.[1]]),
    [
      ['inf2', 'Trn1'],
      ['trn1', 'Inf2'],
    ],
  );
});

test('no writer says of a group of targets what names one of them', () => {
  const routes = [
    nowhere('llama', 'inf2', 'trn3'),
    nowhere('llama', 'trn1', 'trn3'),
    taken('llama', 'trn2'),
    taken('llama', 'trn3'),
  ];
  const [group] = routeGroups(report(routes));
  assert.deepEqual(
    group?.answers.map(({ targets, words }) => [targets, words]),
    [
      [['inf2', 'trn1'], 'No known route runs it. Elsewhere there is Optimum Neuron on Trn3.'],
      [
        ['trn2', 'trn3'],
        'Take TorchNeuron, in beta. No document names the model for TorchNeuron. It ends with SDK 2.34: plan the move.',
      ],
    ],
  );
  assert.deepEqual(group?.answers[0]?.others, [
    { label: 'TorchNeuron', reasons: ['TorchNeuron does not cover inf2.', 'TorchNeuron does not cover trn1.'] },
  ]);
  for (const write of [text, markdown, html]) assert.doesNotMatch(write(report(routes)), /runs llama on inf2/);
});

test('models with the same answers are one group, and what their route needs is said once', () => {
  const models = ['llama', 'mistral', 'qwen', 'falcon', 'gpt2'];
  const groups = routeGroups(report(models.map((model) => taken(model, 'trn2'))));
  assert.deepEqual(
    groups.map((group) => group.models.map(({ model }) => model)),
    [models],
  );
  assert.deepEqual(routeNeeds(groups), [
    {
      route: 'TorchNeuron on Trn2',
      words: 'TorchNeuron needs PyTorch 2.14. Install torch==2.14.* with Python 3.12 or 3.13.',
    },
  ]);
  for (const write of [text, markdown, html]) {
    const written = write(report(models.map((model) => taken(model, 'trn2')))).replace(/\s+/g, ' ');
    assert.equal(written.split('TorchNeuron needs PyTorch 2.14').length, 2);
    assert.match(written, /and 2 more kinds of model/);
  }
});

test('a planned route comes first where the model can take it, and is said not to fit where it cannot', () => {
  const planned = (routes: readonly RoutesOf[]) => {
    const plain = report(routes);
    return { ...plain, settings: { ...plain.settings, deployment: { route: 'optimum-neuron' as const } } };
  };
  const routes = taken('llama', 'trn2');
  const optimum: RouteOption = { ...BETA, route: 'optimum-neuron', label: 'Optimum Neuron', fit: 'documented' };
  const words = (option: RouteOption) =>
    routeGroups(planned([{ ...routes, options: [...routes.options, option] }]))[0]?.answers[0]?.words;
  assert.equal(words(optimum), 'As planned: take Optimum Neuron, in beta. Also there: TorchNeuron, in beta.');
  assert.match(
    words({ ...optimum, fit: 'undocumented' }) ?? '',
    /^The planned Optimum Neuron is not documented for the model\. Take TorchNeuron/,
  );
});
