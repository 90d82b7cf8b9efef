/** Actions on many items at once, of any kind. */
export const bulk = {
  selected: (count: number) => `${count} selected`,
  clear: 'Clear selection',
  outcomes: 'Outcomes',
  progress: (ended: number, all: number) => `${ended} of ${all}`,
  stop: 'Stop',
  tryAgain: 'Try the rest again',
}
