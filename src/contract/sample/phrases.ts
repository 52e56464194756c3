// Titles, sentences and labels for generated values.

export const TASKS = [
  'Add a filter for archived entries',
  'Check the backup of last night',
  'Clean up old feature flags',
  'Export fails for long names',
  'Fix the sort order on mobile',
  'Improve the empty state of the list',
  'Login page does not load in Safari',
  'Migrate reports to the new format',
  'Move images to the new storage',
  'Prepare the demo for Thursday',
  'Rename the settings menu',
  'Reply to the open support requests',
  'Send the invoice for March',
  'Show the time zone next to dates',
  'Translate the welcome email',
  'Update the onboarding checklist',
  'Upgrade the database driver',
  'Write release notes',
];

export const ARTICLES = [
  'A day at the harbour',
  'A short guide to better meetings',
  'Choosing the right size',
  'Five questions before you start',
  'Getting started',
  'How we halved our loading time',
  'How we test every release',
  'Meet the team',
  'Notes from the conference',
  'Our plans for the next year',
  'Small changes that save energy',
  'Ten years in numbers',
  'The story behind our new logo',
  'What changes in the new version',
  'What we learned from a thousand reviews',
  'Why we moved to smaller teams',
];

export const EVENTS = [
  'Autumn market',
  'Board meeting',
  'Book club evening',
  'Careers fair',
  'City run',
  'Design workshop',
  'Film night',
  'Jazz in the park',
  'Open day',
  'Photography walk',
  'Product launch',
  'Quarterly review',
  'Summer concert',
  'Team lunch',
  'Volunteer day',
  'Wine tasting',
];

export const COURSES = [
  'Basics of bookkeeping',
  'Creative writing',
  'Data analysis for beginners',
  'First aid',
  'French, level 1',
  'Garden design',
  'Introduction to statistics',
  'Modern history',
  'Music theory',
  'Photography',
  'Public speaking',
  'Web development',
];

export const REVIEWS = [
  'Arrived quickly and well packed. I would order it again.',
  'Better than I expected for the price.',
  'Does what it should. The manual could be clearer.',
  'Exactly as described.',
  'Good quality, but a bit smaller than I thought.',
  'I use it every day and still like it.',
  'My second one. The first is now with my sister.',
  'Nice colour, solid finish.',
  'One part was missing. Support sent it the next day.',
  'Really friendly staff, and nobody rushed us.',
  'The children love it.',
  'Works well. Setting it up took ten minutes.',
];

export const PRODUCT_SENTENCES = [
  'Delivered in recycled packaging.',
  'Returns are free within 30 days.',
  'A popular present.',
  'Colours can differ a little from the picture.',
  'New in our range since last spring.',
  'One of our most ordered articles.',
  'Usually ships within two working days.',
  'Larger quantities on request.',
  'Our customers rate it 4.6 out of 5.',
  'We have sold it for more than ten years.',
  'You can see it in our shop, too.',
  'Back in stock after a short break.',
  'Chosen by our team.',
];

export const FOOD_SENTENCES = [
  'A favourite of our regular guests.',
  'Vegetarian.',
  'May contain traces of nuts.',
  'From farms in the region.',
  'Best within a few days.',
  'Without artificial colours or flavours.',
  'Goes well with a salad.',
  'Ask us about allergens.',
];

export const WORK_SENTENCES = [
  'With an introduction and notes.',
  'New edition.',
  'Good condition, with light marks on the cover.',
  'Shipped in a padded envelope.',
  'Also available as a download.',
];

export const MESSAGES = [
  'Can we move our call to Thursday?',
  'Great, thank you!',
  'I have added the missing figures to the second page.',
  'I will be ten minutes late.',
  'Is the address on the invoice still right?',
  'Looks good to me.',
  'Please have a look at the attached draft.',
  'The parcel has arrived.',
  'The room is booked from nine to eleven.',
  'We received your order and will ship it tomorrow.',
  'Who has the key to the archive?',
  'Your appointment is confirmed.',
];

export const NOTES = [
  'Call before delivery.',
  'Checked by phone.',
  'Customer asked for a copy by email.',
  'Leave at the back door.',
  'No follow-up needed.',
  'Paid by bank transfer.',
  'Prefers contact in the morning.',
  'Second request.',
  'The documents are complete.',
  'Waiting for a reply.',
];

export const REASONS = [
  'Changed plans',
  'Found a better price',
  'No longer needed',
  'Ordered by mistake',
  'Other',
  'Took too long',
  'Wrong size',
];

export const FILES = [
  'annual-report.pdf',
  'budget.xlsx',
  'contract.pdf',
  'floor-plan.png',
  'invoice-march.pdf',
  'logo.svg',
  'meeting-notes.docx',
  'photo-entrance.jpg',
  'price-list.csv',
  'presentation.pptx',
  'readme.md',
  'timetable.pdf',
];

export const SERVICES = [
  'api-gateway',
  'auth-service',
  'billing',
  'checkout',
  'daily-backup',
  'email-worker',
  'image-resizer',
  'inventory',
  'metrics',
  'nightly-import',
  'notifications',
  'payments',
  'reports',
  'search-index',
  'session-cache',
  'web-frontend',
];

export const TOPICS = [
  'archive',
  'draft',
  'featured',
  'follow-up',
  'important',
  'internal',
  'new',
  'popular',
  'review',
  'seasonal',
  'team',
  'urgent',
];

export const CATEGORIES = [
  'Accessories',
  'Books',
  'Electronics',
  'Garden',
  'Groceries',
  'Home',
  'Kitchen',
  'Music',
  'Office',
  'Outdoor',
  'Sports',
  'Toys',
];

export const DEVICES = [
  'Front door sensor',
  'Gateway',
  'Hall thermostat',
  'Kitchen light',
  'Label printer',
  'Meeting room display',
  'Server room camera',
  'Smart meter',
  'Water pump',
  'Weather station',
];

export const PLANS = ['Basic', 'Standard', 'Plus', 'Professional', 'Business', 'Enterprise'];

export const TEAMS = [
  'Customer Support',
  'Data Platform',
  'Design',
  'Facilities',
  'Finance',
  'Growth',
  'Human Resources',
  'Legal',
  'Logistics',
  'Marketing',
  'Mobile',
  'Operations',
  'Quality',
  'Research',
  'Sales',
];

export const ROLES = [
  'Viewer',
  'Editor',
  'Administrator',
  'Auditor',
  'Billing manager',
  'Guest',
  'Moderator',
  'Support',
];

export const ROOMS = [
  'Attic studio',
  'Corner suite',
  'Double room',
  'Family room',
  'Garden room',
  'Lecture hall',
  'Meeting room',
  'Quiet room',
  'Single room',
  'Workshop',
];

export const WORKINGS = [
  'Collects the events of the last hour.',
  'Handles requests from the web shop.',
  'Keeps two copies in different regions.',
  'Maintained by the platform team.',
  'Replaces the previous version.',
  'Retries three times, then reports an error.',
  'Runs every night at three.',
  'Sends a summary once a day.',
  'Used by the mobile app.',
  'Will be retired next year.',
];

export const SENTENCES = [
  'A favourite of our regular customers.',
  'Agreed at the last review.',
  'Covers the whole year.',
  'Includes everything you need to start.',
  'Kept up to date by the team.',
  'Open to everybody.',
  'Planned with three partners.',
  'Reviewed every quarter.',
  'Suitable for beginners.',
  'The most popular choice.',
  'Used in four countries.',
  'Valid until the end of the season.',
];

export const BIOGRAPHIES = [
  'Bakes bread and rides an old bicycle.',
  'Collects maps. Lives near the sea.',
  'Has worked in four countries.',
  'Likes long walks, short meetings and strong coffee.',
  'Plays the cello and grows tomatoes.',
  'Reads everything twice.',
  'Runs, reads and cooks, in that order.',
  'Writes about design and travel.',
];

export const QUALIFIERS = [
  'Central',
  'Classic',
  'Compact',
  'Daily',
  'Eastern',
  'Express',
  'First',
  'Main',
  'New',
  'Northern',
  'Open',
  'Regional',
  'Riverside',
  'Second',
  'Southern',
  'Standard',
  'Summer',
  'Western',
];

export const WORDS = [
  'amber',
  'aspen',
  'birch',
  'breeze',
  'cedar',
  'clover',
  'coral',
  'delta',
  'ember',
  'fern',
  'grove',
  'harbor',
  'indigo',
  'ivy',
  'juniper',
  'lagoon',
  'maple',
  'meadow',
  'orchard',
  'river',
  'saffron',
  'summit',
  'willow',
];

export const JOB_TITLES = [
  'Accountant',
  'Architect',
  'Chef',
  'Customer Success Manager',
  'Data Analyst',
  'Designer',
  'Engineer',
  'Finance Manager',
  'Head of Operations',
  'HR Manager',
  'Lawyer',
  'Marketing Manager',
  'Nurse',
  'Office Manager',
  'Product Manager',
  'Project Manager',
  'Sales Manager',
  'Software Developer',
  'Support Engineer',
  'Teacher',
];

export const SUBJECT_LINES = [
  'Agenda for Monday',
  'Change of address',
  'Documents for your visit',
  'Invoice for March',
  'New opening hours',
  'Question about my order',
  'Reminder: your appointment',
  'Thank you for your feedback',
  'Your order has been shipped',
  'Your subscription',
];

export const TASK_NOTES = [
  'Affects the web version only.',
  'Agreed with the customer by phone.',
  'Can wait until after the release.',
  'Needs a decision by the team.',
  'Reported by two customers this week.',
  'Screenshots are attached.',
  'See the notes of the last meeting.',
  'Should take half a day.',
  'The steps are in the wiki.',
  'Was postponed twice.',
];

export const ARTICLE_SUMMARIES = [
  'A look back, with figures.',
  'Five minutes to read, one hour to try.',
  'For everybody who starts this week.',
  'The short version: less is more.',
  'What worked, what did not, and why.',
  'With examples and a checklist.',
  'Written by the people who did it.',
  'Your most frequent questions, answered.',
];

export const PARAGRAPHS = [
  'Last spring we sat down with ten customers and asked what slows them down. Two answers came up again and again.',
  'The first change was small. We moved one button and removed three fields, and the number of questions halved.',
  'Not everything went well. The first attempt took twice as long as planned, and we had to start again.',
  'If you want to try it yourself, start with one team and one week. Write down what you expect before you begin.',
  'The figures are clear: fewer steps, fewer errors, and a little more time for lunch.',
  'Thank you to everybody who sent comments. Most of them are part of what you see today.',
  'In the next months we will look at the remaining pages and at the search.',
  'There are still open questions. We will answer them here, one after the other.',
];

export const EVENT_SENTENCES = [
  'Bring a friend, bring good shoes.',
  'Doors open half an hour before.',
  'Drinks and snacks are included.',
  'Free entry, registration required.',
  'In English, with time for questions.',
  'Indoors if it rains.',
  'Places are limited.',
  'With live music from seven.',
];

export const PLACE_SENTENCES = [
  'Five minutes from the station.',
  'Newly renovated, with a lift.',
  'Open every day from eight.',
  'Parking behind the building.',
  'Quiet, with a view of the park.',
  'Step-free access from the street.',
  'Terrace in summer, fireplace in winter.',
  'Wireless internet everywhere.',
];

export const JOB_SENTENCES = [
  'Full time or four days, two days from home.',
  'You keep our customers happy.',
  'You work with a team of six.',
  'Permanent position, start as soon as possible.',
  'We value curiosity more than certificates.',
  'You plan, build and improve.',
];

export const INSTRUCTIONS = [
  'Chop the vegetables, fry them in oil, add stock and simmer for 20 minutes.',
  'Mix everything, leave to rest for an hour, then bake at 180 degrees for half an hour.',
  'Cook the pasta. Warm the sauce, add the cheese, and serve at once.',
  'Marinate overnight. Grill for five minutes on each side.',
  'Whisk the dressing, toss with the leaves, and finish with nuts.',
];

export const INGREDIENTS = [
  'olive oil',
  'garlic',
  'onions',
  'tomatoes',
  'basil',
  'rice',
  'lemon',
  'butter',
  'flour',
  'eggs',
  'milk',
  'parsley',
];

export const AIRLINES: readonly (readonly [name: string, code: string])[] = [
  ['Aegean Airlines', 'A3'],
  ['Air Canada', 'AC'],
  ['Air New Zealand', 'NZ'],
  ['British Airways', 'BA'],
  ['Delta Air Lines', 'DL'],
  ['Finnair', 'AY'],
  ['Iberia', 'IB'],
  ['Qantas', 'QF'],
  ['Singapore Airlines', 'SQ'],
  ['United Airlines', 'UA'],
];
