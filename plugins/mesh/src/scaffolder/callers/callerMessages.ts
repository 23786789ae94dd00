/** What is said where a new service chooses who may call it. */
export const callerMessages = {
  wizardCallers: {
    title: 'Who may call',
    add: 'Components that call it',
    placeholder: 'Choose components of the catalog',
    search: 'Search the catalog',
    nothing: 'The catalog has no component in the mesh yet.',
    tooMany:
      'Only the first {{number}} components are listed. Add the identity of another by hand.',
    everybody: 'Nobody is named, so everybody in the mesh may call.',
    only: 'Only those named may call; all others are refused.',
    chosen: 'Who may call',
    reading: 'Asking the cluster for its identity…',
    unknown:
      'Its identity is not known: no cluster shows a pod of it. Take it away, and add its identity by hand below.',
    failed: 'Its identity cannot be read. {{reason}}',
    failedByHand:
      'Try again, or take it away and add its identity by hand below.',
    identity: 'namespace {{namespace}}, service account {{serviceAccount}}',
    shared:
      'All pods of namespace {{namespace}} that name no service account call by this identity, so they may call too.',
    someone: 'Added by hand',
    remove: 'Take away {{caller}}',
    handTitle: 'Add an identity by hand',
    handNamespace: 'Namespace of the caller',
    handAccount: 'Service account of the caller',
    handAdd: 'Add the identity',
    handAlready: 'It is named already.',
    problem: {
      namespace:
        'The name of a namespace has small letters, digits and dashes; at most 63.',
      account:
        'The name of a service account has small letters, digits, dashes and dots.',
      unknown:
        'The identity of {{entity}} is not known. Add it by hand, or take the component away.',
      invalid:
        'The identity {{namespace}}/{{serviceAccount}} cannot be: both are Kubernetes names.',
    },
  },
} as const;
