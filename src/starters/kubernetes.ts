import type { Knowledge } from '../neuron/knowledge';
import { containerPlaces, modelInContainer, type ServeCommands } from './command';
import { COMPARE_FILE } from './compare';
import { header } from './header';
import { knownImage } from './image';
import { podPlace } from './instance';
import { yamlText } from './quote';
import { serveCommands } from './serve';
import type { StarterSubject } from './subject';
import { TRACE_FILE } from './trace';
import type { StarterFile } from './types';

/** A manifest: a Deployment of a server, else a Job that runs the commands, or the comparison, once on a Neuron node. */
export function kubernetesManifest(subject: StarterSubject, knowledge: Knowledge): StarterFile {
  const commands = serveCommands(subject, containerPlaces(subject), knowledge);
  const serves = typeof commands !== 'string' && commands.port !== null ? commands : null;
  const { slug } = subject;
  const place = podPlace(subject, typeof commands === 'string' ? 1 : commands.degree, knowledge);
  const image = serves === null ? null : knownImage(subject, knowledge);
  const checks = [
    ...place.checks,
    ...(image === null
      ? ['image: build the Dockerfile of the kind docker, push it to a registry of yours, and write its name.']
      : ['image: pin it by digest, or copy it to a registry of yours.']),
    `The model comes from a volume, as ${modelInContainer(slug, subject.reading.path)}: write the name of a claim that holds it, or another kind of volume.`,
    'The device plugin of Neuron has to run in the cluster; memory and CPU are not limited here, add what your model needs.',
    ...(place.partial
      ? [
          'schedulerName: my-scheduler is the name that the Neuron scheduler extension has on Amazon EKS; it gives out neighbouring devices and has to be installed.',
        ]
      : []),
    ...(serves === null
      ? [
          'This is a Job that runs once. Around a server of your own write a Deployment with the same resources and nodeSelector.',
        ]
      : serves.checks),
  ];
  const text = [
    header(
      {
        about: [
          serves === null
            ? 'Runs once on a Neuron node, and shows that image, model and devices work together.'
            : 'Serves the model on a Neuron node.',
        ],
        checks,
        sources: [
          'k8s-plugins',
          'container-devices',
          ...(place.partial ? ['scheduler-extension'] : []),
          ...(serves === null ? [] : serves.sources),
          ...place.sources,
        ],
      },
      subject,
      knowledge,
    ),
    ...(serves === null ? jobHead(slug) : deploymentHead(slug)),
    ...podSpec(
      subject,
      place,
      image ?? registryImage(subject),
      image === null,
      serves ?? (typeof commands === 'string' ? null : commands),
    ),
    ...(serves === null ? [] : service(slug, serves.port ?? 0)),
    '',
  ].join('\n');
  return {
    kind: 'kubernetes',
    path: 'kubernetes.yaml',
    text,
    why:
      serves === null
        ? 'A Job that runs once on a Neuron node with the devices that the model needs.'
        : 'A Deployment with the Neuron devices that the tensor parallel degree needs, and a Service.',
  };
}

/** An image that whoever uses the files has to push; example.com belongs to nobody. */
function registryImage({ slug, sdk }: StarterSubject): string {
  return `registry.example.com/${slug}:sdk-${sdk}`;
}

const labels = (slug: string, indent: string): string[] => [`${indent}labels:`, `${indent}  app: ${slug}`];

function deploymentHead(slug: string): string[] {
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    `  name: ${yamlText(slug)}`,
    ...labels(yamlText(slug), '  '),
    'spec:',
    '  replicas: 1',
    '  selector:',
    '    matchLabels:',
    `      app: ${yamlText(slug)}`,
    '  template:',
    '    metadata:',
    ...labels(yamlText(slug), '      '),
    '    spec:',
  ];
}

function jobHead(slug: string): string[] {
  return [
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata:',
    `  name: ${yamlText(slug)}`,
    ...labels(yamlText(slug), '  '),
    'spec:',
    '  backoffLimit: 0',
    '  template:',
    '    metadata:',
    ...labels(yamlText(slug), '      '),
    '    spec:',
    '      restartPolicy: Never',
  ];
}

function podSpec(
  subject: StarterSubject,
  { instance, devices, partial }: ReturnType<typeof podPlace>,
  image: string,
  fillIn: boolean,
  commands: ServeCommands | null,
): string[] {
  const { slug } = subject;
  const count = devices === null ? 'FILL_IN' : String(devices);
  const words = commands === null ? jobCommand(subject) : (commands.steps.at(-1)?.words ?? []);
  const env = Object.entries(commands?.env ?? {});
  return [
    ...(partial ? ['      schedulerName: my-scheduler'] : []),
    ...(instance === null
      ? ['      # FILL IN the instance type:', '      # nodeSelector:', '      #   node.kubernetes.io/instance-type: …']
      : ['      nodeSelector:', `        node.kubernetes.io/instance-type: ${instance}`]),
    '      containers:',
    '        - name: model',
    ...(fillIn ? ['          # FILL IN: an image of yours.'] : []),
    `          image: ${yamlText(image)}`,
    `          command: [${words.map(yamlText).join(', ')}]`,
    ...(env.length === 0
      ? []
      : [
          '          env:',
          ...env.flatMap(([name, value]) => [`            - name: ${name}`, `              value: ${yamlText(value)}`]),
        ]),
    ...(commands?.port == null
      ? []
      : [
          '          ports:',
          `            - containerPort: ${commands.port}`,
          '          # Compiling on a first start, and loading, take long: an hour until it has to answer.',
          '          startupProbe:',
          `            httpGet: { path: /health, port: ${commands.port} }`,
          '            periodSeconds: 10',
          '            failureThreshold: 360',
          '          readinessProbe:',
          `            httpGet: { path: /health, port: ${commands.port} }`,
        ]),
    '          resources:',
    '            requests:',
    `              aws.amazon.com/neuron: ${count}`,
    '            limits:',
    `              aws.amazon.com/neuron: ${count} # Neuron devices (chips)`,
    '          volumeMounts:',
    '            - name: models',
    '              mountPath: /models',
    '      volumes:',
    '        - name: models',
    '          persistentVolumeClaim:',
    '            # FILL IN: a claim that holds the model.',
    `            claimName: ${yamlText(`${slug}-model`)}`,
  ];
}

/** Compares on TorchNeuron, which compiles as it runs; else traces first. Holds nothing of the model but its slug. */
function jobCommand({ slug, reading, option }: StarterSubject): string[] {
  const model = modelInContainer(slug, reading.path);
  const compare = `python /app/${COMPARE_FILE} --model ${model}`;
  return option.route === 'torchneuron'
    ? compare.split(' ')
    : ['sh', '-c', `python /app/${TRACE_FILE} --model ${model} && ${compare}`];
}

function service(slug: string, port: number): string[] {
  return [
    '---',
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${yamlText(slug)}`,
    'spec:',
    '  selector:',
    `    app: ${yamlText(slug)}`,
    '  ports:',
    `    - port: ${port}`,
    `      targetPort: ${port}`,
  ];
}
