import type { CostFigure, CostInput, Sensitivity } from '../model/cost';
import { type Amounts, currencyOf } from './amounts';
import { type Assumption, assumptionsOf, factorOf } from './assumptions';
import { isKnown, known, savingOf } from './evaluate';
import { compare, type Exact, magnitude, minus, times, ZERO } from './exact';
import { figure } from './figures';

/** In percent, from the lowest. */
const CHANGES = [-25, -10, 10, 25];

/** What each assumption, moved alone, does to the saving; the largest effect first. Empty where there is no saving to speak of. */
export function sensitivityOf(input: CostInput, amounts: Amounts): readonly Sensitivity[] {
  const saving = savingOf(amounts);
  if (!isKnown(saving)) return [];
  const currency = currencyOf(input);
  return assumptionsOf(input, amounts)
    .map((assumption) => ({
      assumption,
      effects: CHANGES.map((percent) => effect(assumption, percent, saving, currency)),
    }))
    .map(({ assumption, effects }) => ({
      largest: effects.reduce((most, { size }) => (compare(size, most) > 0 ? size : most), ZERO),
      one: {
        assumption: assumption.label,
        where: assumption.where,
        shown: assumption.show(assumption.value),
        effects: effects.map(({ changePercent, saving: then, difference }) => ({
          changePercent,
          saving: then,
          difference,
        })),
      },
    }))
    .sort((a, b) => compare(b.largest, a.largest))
    .map(({ one }) => one);
}

interface Effect {
  readonly changePercent: number;
  readonly saving: CostFigure;
  readonly difference: CostFigure;
  /** How far the saving moves, for the order. */
  readonly size: Exact;
}

function effect(assumption: Assumption, changePercent: number, saving: Exact, currency: string | null): Effect {
  const changed = times(assumption.value, factorOf(changePercent));
  const then = assumption.impossible(changed) ?? savingOf(assumption.with(changed));
  const difference = known([then], (value) => minus(value, saving));
  const inputs = [
    {
      name: assumption.label,
      shown: assumption.show(changed),
      from: `${changePercent > 0 ? '+' : ''}${changePercent} % of ${assumption.where}`,
    },
  ];
  return {
    changePercent,
    saving: figure(then, {
      unit: 'money',
      formula: 'current monthly cost − Neuron monthly cost, with this one number changed',
      inputs,
      currency,
    }),
    difference: figure(difference, {
      unit: 'money',
      formula: 'saving with this one number changed − saving now',
      inputs,
      currency,
    }),
    size: isKnown(difference) ? magnitude(difference) : ZERO,
  };
}
