/** What all fields of the wizard say. */
export const fieldMessages = {
  wizard: {
    loading: 'Reading the choices…',
    loadingField: 'The field is being loaded…',
    tryAgain: 'Try again',
    unreadable: 'The choices cannot be read',
    forbidden: 'You may not see the choices',
    byHand: 'You can type the values yourself; they are not checked then.',
    cluster: 'Cluster',
    clusterByHand: 'Name of the cluster; may stay empty when there is one.',
    clusterFirst: 'Choose a cluster first, at the namespace of the service.',
    clusterWanted: 'Choose a cluster.',
    clusterUnknown: 'There is no cluster {{cluster}}. Choose another.',
  },
} as const;
