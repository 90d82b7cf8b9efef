/** Texts of every chart. */
export const charts = {
  asTable: 'Table',
  asChart: 'Chart',
  when: 'Date',
  what: 'Value',
  before: 'Previous period',
  now: 'This period',
  beforeOf: (name: string, value: string) => `${name}: ${value}`,
}
