/** What is said around the YAML of an object. */
export const manifestMessages = {
  manifest: {
    show: 'Show YAML',
    showOf: '{{object}}: show YAML',
    place:
      'As it stands in cluster {{cluster}} now; values of environment variables are left out.',
    loading: 'Reading the object…',
    failedTitle: 'The object cannot be read',
    again: 'Try again',
    close: 'Close',
  },
} as const;
