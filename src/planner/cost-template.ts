/** A block for the planner file, all of it commented out and without a number: each is for the user to enter. */
export function costTemplate(): string {
  return TEMPLATE;
}

const TEMPLATE = `# cost:
#   currency:                    # three letters, such as USD
#   maxAgeDays: 90               # numbers that were read longer ago are named as old
#   tokensPerMonth: { value: , date: , source: }
#   # Or both parts, where input and output have prices of their own:
#   # inputTokensPerMonth: { value: , date: , source: }
#   # outputTokensPerMonth: { value: , date: , source: }
#   # requestsPerMonth: { value: , date: , source: }
#
#   current:                     # what runs today
#     name:
#     prices:
#       # per: instance-hour, token, thousand-tokens, million-tokens, request, month or once.
#       # tokens: all, input or output (of a price per token, thousand or million tokens).
#       - { name: , amount: , per: , date: , source: }
#     instances:                 # or instanceHoursPerMonth; without either, as many as tokensPerSecond asks for
#     hoursPerMonth:             # that one instance is paid for; without it 730, all hours of an average month
#     tokensPerSecond: { value: , date: , source: }    # measured, of one instance
#     tokensPerSecondOf: all     # or input, output: which tokens the measurement counts
#     utilization: { value: , date: , source: }        # share of that throughput in use: 0.6, not 60
#
#   neuron:                      # the same work on Inferentia or Trainium, in the same words
#     name:
#     prices:
#       - { name: , amount: , per: , date: , source: }
#     tokensPerSecond: { value: , date: , source: }
#     utilization: { value: , date: , source: }
#
#   # What others say, held against the numbers above; never used in a sum.
#   # claims:
#   #   - { name: , savingPercent: , source: , date: }
`;
