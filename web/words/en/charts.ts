/** Texts of every chart. */
export const charts = {
  asTable: 'Table',
  asChart: 'Chart',
  when: 'Date',
  what: 'Value',
}
