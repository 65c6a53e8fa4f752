// A small incident bot on Slack's official Node framework: a form, a button and a reaction.
// SLACK_API_URL, SLACK_BOT_TOKEN and SLACK_APP_TOKEN say where; it prints "ready", and stops with its standard input.
import bolt from '@slack/bolt';

const slackApiUrl = process.env.SLACK_API_URL;
const clientOptions = { slackApiUrl, retryConfig: { retries: 0 } };
const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions,
  installerOptions: { clientOptions },
  logLevel: bolt.LogLevel.ERROR,
});

const plain = (text) => ({ type: 'plain_text', text });

app.command('/node', async ({ ack, body, client }) => {
  await ack();
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'declare',
      title: plain('Declare'),
      submit: plain('Declare'),
      blocks: [
        {
          type: 'input',
          block_id: 'title',
          label: plain('Title'),
          element: { type: 'plain_text_input', action_id: 'typed' },
        },
      ],
    },
  });
});

app.view('declare', async ({ ack, view, body, client }) => {
  const title = view.state.values.title.typed.value;
  if (title.length < 5) {
    await ack({ response_action: 'errors', errors: { title: 'Say a little more.' } });
    return;
  }
  await ack();
  const made = await client.conversations.create({ name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') });
  const channel = made.channel.id;
  await client.conversations.invite({ channel, users: body.user.id });
  await client.conversations.setTopic({ channel, topic: title });
  const card = await client.chat.postMessage({
    channel,
    text: title,
    blocks: [
      { type: 'header', text: plain(title) },
      {
        type: 'actions',
        block_id: 'card',
        elements: [{ type: 'button', action_id: 'take', value: title, text: plain('Take command') }],
      },
    ],
  });
  await client.pins.add({ channel, timestamp: card.ts });
});

app.action('take', async ({ ack, body, client, respond }) => {
  await ack();
  await client.chat.update({
    channel: body.channel.id,
    ts: body.message.ts,
    text: `Commander: ${body.user.id}`,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `Commander: <@${body.user.id}>` } }],
  });
  await respond({ response_type: 'ephemeral', replace_original: false, text: 'You lead.' });
});

app.event('reaction_added', async ({ event, client }) => {
  const { channel, ts } = event.item;
  const found = await client.conversations.history({ channel, latest: ts, oldest: ts, inclusive: true, limit: 1 });
  const said = found.messages[0].text;
  await client.chat.postMessage({ channel, thread_ts: ts, text: `On the timeline: ${said}` });
});

app.error(async (error) => {
  console.error(error);
  process.exitCode = 1;
});

await app.start();
console.log('ready');
process.stdin.resume();
process.stdin.on('end', async () => {
  await app.stop();
  process.exit();
});
