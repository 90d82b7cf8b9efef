/** Words around every chart. */
export const charts = {
  asTable: 'Table',
  asChart: 'Chart',
  when: 'When',
  what: 'What',
}
