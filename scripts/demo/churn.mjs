const customer = {
  female: 1,
  senior_citizen: 0,
  partner: 1,
  dependents: 0,
  tenure: 2,
  contract: 'Month-to-month',
  internet_service: 'Fiber optic',
  monthly_charges: 89.9,
  total_charges: 179.8,
};

/** One customer asked about, with the reasons. */
export const churn = {
  try: { path: '/v1/predict', body: { rows: [customer] } },
  async ask(post) {
    const answer = await post('/v1/predict', { rows: [customer], explain: true });
    const { version } = answer;
    return { version, text: `A customer of two months on fibre, asked over HTTP:\n${told(answer)}` };
  },
};

/** The answer in words, with the strongest three reasons. */
function told({ version, predictions: [{ id, label, score, threshold, explanations }] }) {
  const reasons = explanations[0].contributions
    .slice(0, 3)
    .map(({ column, value, contribution: c }) => `${column} ${value} (${c < 0 ? '' : '+'}${c.toFixed(2)})`);
  return [
    `  Churn    ${label}: probability ${score.toFixed(4)}, threshold ${threshold.toFixed(4)}`,
    `  because  ${reasons.join(', ')}, in log-odds`,
    `  by       ${version}, logged as ${id}`,
  ].join('\n');
}
