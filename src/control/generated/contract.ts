// Printed by `npm run generate` from openapi.yaml (standin control 1).
// sha-256 of the document: 53a4bbcefbe5dd92b46ff5811e2ba9dc676a2d1da37f8376976df3c6661e5345
// Change the document and print again; a change made here is lost.

export const contract = {
  sha256: "53a4bbcefbe5dd92b46ff5811e2ba9dc676a2d1da37f8376976df3c6661e5345",
  inherited: [],
  operations: [
    {
      "id": "getHealth",
      "method": "GET",
      "path": "/health",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1health/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1health/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1health/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Health",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "getReadiness",
      "method": "GET",
      "path": "/ready",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1ready/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1ready/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1ready/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Readiness",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "streamEvents",
      "method": "GET",
      "path": "/events",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1events/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/paths/~1events/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "limit",
          "pointer": "/paths/~1events/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1events/get/parameters/1/schema"
        },
        {
          "name": "seconds",
          "pointer": "/paths/~1events/get/parameters/2",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1events/get/parameters/2/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1events/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "text/event-stream",
              "pointer": "/paths/~1events/get/responses/200/content/text~1event-stream",
              "schema": "/paths/~1events/get/responses/200/content/text~1event-stream/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listWorlds",
      "method": "GET",
      "path": "/worlds",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "createWorld",
      "method": "POST",
      "path": "/worlds",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds/post",
      "parameters": [],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds/post/requestBody/content/application~1json",
            "schema": "/components/schemas/NewWorld",
            "examples": [
              {
                "name": "frozen",
                "pointer": "/paths/~1worlds/post/requestBody/content/application~1json/examples/frozen/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds/post/responses/201",
          "headers": [
            {
              "name": "Location",
              "required": true,
              "explode": false,
              "schema": "/paths/~1worlds/post/responses/201/headers/Location/schema",
              "examples": []
            }
          ],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds/post/responses/201/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getWorld",
      "method": "GET",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "deleteWorld",
      "method": "DELETE",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "updateWorld",
      "method": "PATCH",
      "path": "/worlds/{world}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}/patch",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json/schema",
            "examples": [
              {
                "name": "auth",
                "pointer": "/paths/~1worlds~1{world}/patch/requestBody/content/application~1json/examples/auth/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}/patch/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}/patch/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "resetWorld",
      "method": "POST",
      "path": "/worlds/{world}/reset",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1reset/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": false,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1reset/post/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1reset/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1reset/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1reset/post/responses/200/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "expireCredentials",
      "method": "POST",
      "path": "/worlds/{world}/credentials/expire",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1credentials~1expire/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1credentials~1expire/post/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "forkWorld",
      "method": "POST",
      "path": "/worlds/{world}/fork",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1fork/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1fork/post/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1fork/post/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1fork/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1fork/post/responses/201/content/application~1json",
              "schema": "/components/schemas/World",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getSnapshot",
      "method": "GET",
      "path": "/worlds/{world}/snapshot",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1snapshot/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1snapshot/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1snapshot/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Snapshot",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "restoreSnapshot",
      "method": "PUT",
      "path": "/worlds/{world}/snapshot",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1snapshot/put",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1snapshot/put/requestBody/content/application~1json",
            "schema": "/components/schemas/Snapshot",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1snapshot/put/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "diffWorld",
      "method": "GET",
      "path": "/worlds/{world}/diff",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1diff/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "from",
          "pointer": "/paths/~1worlds~1{world}~1diff/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1diff/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1diff/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1diff/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getResource",
      "method": "GET",
      "path": "/worlds/{world}/resource",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1resource/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "path",
          "pointer": "/paths/~1worlds~1{world}~1resource/parameters/1",
          "in": "query",
          "required": true,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1resource/parameters/1/schema"
        },
        {
          "name": "mount",
          "pointer": "/components/parameters/Mount",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/parameters/Mount/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1resource/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1resource/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1resource/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "setResource",
      "method": "PUT",
      "path": "/worlds/{world}/resource",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1resource/put",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "path",
          "pointer": "/paths/~1worlds~1{world}~1resource/parameters/1",
          "in": "query",
          "required": true,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1resource/parameters/1/schema"
        },
        {
          "name": "mount",
          "pointer": "/components/parameters/Mount",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/parameters/Mount/schema"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1resource/put/requestBody/content/application~1json",
            "schema": "/paths/~1worlds~1{world}~1resource/put/requestBody/content/application~1json/schema",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1resource/put/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1resource/put/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1resource/put/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getClock",
      "method": "GET",
      "path": "/worlds/{world}/clock",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1clock/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1clock/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1clock/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Clock",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "setClock",
      "method": "PATCH",
      "path": "/worlds/{world}/clock",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1clock/patch",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json",
            "schema": "/components/schemas/ClockChange",
            "examples": [
              {
                "name": "advance",
                "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json/examples/advance/value"
              },
              {
                "name": "freeze",
                "pointer": "/paths/~1worlds~1{world}~1clock/patch/requestBody/content/application~1json/examples/freeze/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1clock/patch/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1clock/patch/responses/200/content/application~1json",
              "schema": "/components/schemas/Clock",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listStubs",
      "method": "GET",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1stubs/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1stubs/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "addStub",
      "method": "POST",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1stubs/post/requestBody/content/application~1json",
            "schema": "/components/schemas/Stub",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1stubs/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs/post/responses/201/content/application~1json",
              "schema": "/components/schemas/Stub",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeStubs",
      "method": "DELETE",
      "path": "/worlds/{world}/stubs",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1stubs/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getStub",
      "method": "GET",
      "path": "/worlds/{world}/stubs/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Stub",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeStub",
      "method": "DELETE",
      "path": "/worlds/{world}/stubs/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1stubs~1{id}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listFaults",
      "method": "GET",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1faults/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1faults/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "addFault",
      "method": "POST",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1faults/post/requestBody/content/application~1json",
            "schema": "/components/schemas/Fault",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "201",
          "pointer": "/paths/~1worlds~1{world}~1faults/post/responses/201",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults/post/responses/201/content/application~1json",
              "schema": "/components/schemas/Fault",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeFaults",
      "method": "DELETE",
      "path": "/worlds/{world}/faults",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1faults/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getFault",
      "method": "GET",
      "path": "/worlds/{world}/faults/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Fault",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "removeFault",
      "method": "DELETE",
      "path": "/worlds/{world}/faults/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1faults~1{id}/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listExchanges",
      "method": "GET",
      "path": "/worlds/{world}/exchanges",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges/get",
      "parameters": [
        {
          "name": "operation",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/0/schema"
        },
        {
          "name": "unmatched",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/1/schema"
        },
        {
          "name": "limit",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/parameters/2",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1worlds~1{world}~1exchanges/get/parameters/2/schema"
        },
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1exchanges/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1exchanges/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "clearExchanges",
      "method": "DELETE",
      "path": "/worlds/{world}/exchanges",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1worlds~1{world}~1exchanges/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getExchange",
      "method": "GET",
      "path": "/worlds/{world}/exchanges/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        },
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1exchanges~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/Exchange",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "exportHar",
      "method": "GET",
      "path": "/worlds/{world}/har",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1har/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1har/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1har/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1har/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "verifyExchanges",
      "method": "POST",
      "path": "/worlds/{world}/verify",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1verify/post",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/json",
            "pointer": "/paths/~1worlds~1{world}~1verify/post/requestBody/content/application~1json",
            "schema": "/components/schemas/Expectation",
            "examples": [
              {
                "name": "once",
                "pointer": "/paths/~1worlds~1{world}~1verify/post/requestBody/content/application~1json/examples/once/value"
              }
            ]
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1verify/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1verify/post/responses/200/content/application~1json",
              "schema": "/components/schemas/Verification",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listUnmatched",
      "method": "GET",
      "path": "/worlds/{world}/unmatched",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1worlds~1{world}~1unmatched/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/World",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1worlds~1{world}~1unmatched/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1worlds~1{world}~1unmatched/get/responses/200/content/application~1json",
              "schema": "/paths/~1worlds~1{world}~1unmatched/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "explainExchange",
      "method": "GET",
      "path": "/explain/{id}",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1explain~1{id}/get",
      "parameters": [
        {
          "name": "id",
          "pointer": "/components/parameters/Id",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/Id/schema"
        },
        {
          "name": "world",
          "pointer": "/paths/~1explain~1{id}/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1explain~1{id}/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1explain~1{id}/get/responses/200/content/application~1json",
              "schema": "/components/schemas/ExchangeExplanation",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "listViolations",
      "method": "GET",
      "path": "/violations",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1violations/get",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/OnlyWorld",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1violations/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1violations/get/responses/200/content/application~1json",
              "schema": "/paths/~1violations/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "clearViolations",
      "method": "DELETE",
      "path": "/violations",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1violations/delete",
      "parameters": [
        {
          "name": "world",
          "pointer": "/components/parameters/OnlyWorld",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/components/schemas/WorldName"
        }
      ],
      "responses": [
        {
          "status": "204",
          "pointer": "/paths/~1violations/delete/responses/204",
          "headers": [],
          "content": []
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getCoverage",
      "method": "GET",
      "path": "/coverage",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1coverage/get",
      "parameters": [],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1coverage/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1coverage/get/responses/200/content/application~1json",
              "schema": "/paths/~1coverage/get/responses/200/content/application~1json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    },
    {
      "id": "getReport",
      "method": "GET",
      "path": "/report",
      "bases": [
        "/_standin"
      ],
      "pointer": "/paths/~1report/get",
      "parameters": [
        {
          "name": "format",
          "pointer": "/paths/~1report/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1report/get/parameters/0/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1report/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1report/get/responses/200/content/application~1json",
              "schema": "/paths/~1report/get/responses/200/content/application~1json/schema",
              "examples": []
            },
            {
              "name": "text/html",
              "pointer": "/paths/~1report/get/responses/200/content/text~1html",
              "schema": "/paths/~1report/get/responses/200/content/text~1html/schema",
              "examples": []
            },
            {
              "name": "application/xml",
              "pointer": "/paths/~1report/get/responses/200/content/application~1xml",
              "schema": "/paths/~1report/get/responses/200/content/application~1xml/schema",
              "examples": []
            },
            {
              "name": "application/sarif+json",
              "pointer": "/paths/~1report/get/responses/200/content/application~1sarif+json",
              "schema": "/paths/~1report/get/responses/200/content/application~1sarif+json/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Problem",
          "headers": [],
          "content": [
            {
              "name": "application/problem+json",
              "pointer": "/components/responses/Problem/content/application~1problem+json",
              "schema": "/components/schemas/Problem",
              "examples": []
            }
          ]
        }
      ],
      "security": [
        {},
        {
          "controlToken": []
        }
      ]
    }
  ],
  document: {
    "openapi": "3.1.0",
    "info": {
      "title": "standin control",
      "summary": "Controls a running standin server and reports what happened in it.",
      "version": "1",
      "description": "A **world** is an isolated copy of state, clock, faults and journal. A request selects its world by path (`/~alice/…`), by\nthe header `Standin-World` or by host (`alice.localhost`). A request that selects none uses the world `default`. Worlds are\ncreated on first use, also by these operations. A typo creates a new world.\n\nThese operations are available on this machine only, unless the server runs with `--control-token`.\n",
      "license": {
        "name": "MIT",
        "identifier": "MIT"
      }
    },
    "servers": [
      {
        "url": "/_standin"
      }
    ],
    "security": [
      {},
      {
        "controlToken": []
      }
    ],
    "tags": [
      {
        "name": "Worlds",
        "description": "Isolated copies of the state."
      },
      {
        "name": "State",
        "description": "The current data of a world."
      },
      {
        "name": "Plans",
        "description": "Fixed responses (stubs) and failures (faults) for future requests."
      },
      {
        "name": "Exchanges",
        "description": "The requests that a world received, with their responses."
      },
      {
        "name": "Reports",
        "description": "Contract violations and coverage."
      },
      {
        "name": "Server",
        "description": "The state of the server itself."
      }
    ],
    "paths": {
      "/health": {
        "get": {
          "operationId": "getHealth",
          "tags": [
            "Server"
          ],
          "summary": "Check that the server runs",
          "security": [],
          "responses": {
            "200": {
              "description": "The server runs.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Health"
                  }
                }
              }
            }
          }
        }
      },
      "/ready": {
        "get": {
          "operationId": "getReadiness",
          "tags": [
            "Server"
          ],
          "summary": "Check that the server accepts requests, and list the documents it serves",
          "security": [],
          "responses": {
            "200": {
              "description": "The server accepts requests.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Readiness"
                  }
                }
              }
            }
          }
        }
      },
      "/events": {
        "get": {
          "operationId": "streamEvents",
          "tags": [
            "Exchanges"
          ],
          "summary": "Stream every new exchange as a server-sent event",
          "parameters": [
            {
              "name": "world",
              "in": "query",
              "description": "Only the exchanges of this world.",
              "schema": {
                "$ref": "#/components/schemas/WorldName"
              }
            },
            {
              "name": "limit",
              "in": "query",
              "description": "The stream ends after this many events. By default it continues until the client disconnects.",
              "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": 1000000
              }
            },
            {
              "name": "seconds",
              "in": "query",
              "description": "The stream ends after this many seconds.",
              "schema": {
                "type": "number",
                "minimum": 0,
                "maximum": 86400
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The data of each event is an exchange without its bodies.",
              "content": {
                "text/event-stream": {
                  "schema": {
                    "type": "string"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds": {
        "get": {
          "operationId": "listWorlds",
          "tags": [
            "Worlds"
          ],
          "summary": "List all worlds",
          "responses": {
            "200": {
              "description": "The worlds, oldest first.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/World"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "createWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Create a world",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/NewWorld"
                },
                "examples": {
                  "frozen": {
                    "summary": "A world whose clock stands still",
                    "value": {
                      "name": "alice",
                      "now": "2026-01-31T12:00:00Z"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The new world.",
              "headers": {
                "Location": {
                  "required": true,
                  "description": "The path of the new world in this API.",
                  "schema": {
                    "type": "string"
                  }
                }
              },
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "getWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Get a world",
          "responses": {
            "200": {
              "description": "The world.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "patch": {
          "operationId": "updateWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Change settings of a world",
          "description": "The settings apply until the world is reset. The known settings depend on the documents. An error lists them.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "settings"
                  ],
                  "properties": {
                    "settings": {
                      "$ref": "#/components/schemas/Settings"
                    }
                  }
                },
                "examples": {
                  "auth": {
                    "summary": "Accept requests without credentials",
                    "value": {
                      "settings": {
                        "auth": "off"
                      }
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The world after the change.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "deleteWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Delete a world",
          "description": "The next request to a deleted world creates it again in its initial state.",
          "responses": {
            "204": {
              "description": "The world is deleted."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/reset": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "resetWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Reset a world",
          "description": "Restores the initial state, clock, stubs, faults and settings and clears the exchanges. Violations are kept.",
          "requestBody": {
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "scenario": {
                      "type": "string",
                      "description": "The scenario to load. By default the world keeps its current scenario."
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The world after the reset.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/credentials/expire": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "expireCredentials",
          "tags": [
            "Worlds"
          ],
          "summary": "Expire all tokens issued so far",
          "description": "Applies to documents that come with a token service. Tokens issued from the next second on are valid.",
          "responses": {
            "204": {
              "description": "The tokens are expired."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/fork": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "forkWorld",
          "tags": [
            "Worlds"
          ],
          "summary": "Copy a world",
          "description": "The new world starts with the current state, clock, settings, stubs and faults of this one.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "$ref": "#/components/schemas/WorldName"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The new world.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/World"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/snapshot": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "getSnapshot",
          "tags": [
            "State"
          ],
          "summary": "Get the state as plain JSON",
          "description": "The snapshot contains only resources that were used. The others are still in their initial state.",
          "responses": {
            "200": {
              "description": "The state.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Snapshot"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "put": {
          "operationId": "restoreSnapshot",
          "tags": [
            "State"
          ],
          "summary": "Replace the state with a snapshot",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Snapshot"
                }
              }
            }
          },
          "responses": {
            "204": {
              "description": "The state is replaced."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/diff": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "name": "from",
            "in": "query",
            "description": "The world to compare with. By default the initial state.",
            "schema": {
              "$ref": "#/components/schemas/WorldName"
            }
          }
        ],
        "get": {
          "operationId": "diffWorld",
          "tags": [
            "State"
          ],
          "summary": "Compare the state of a world with another world or with its initial state",
          "responses": {
            "200": {
              "description": "The differences, ordered by path.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Difference"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/resource": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "name": "path",
            "in": "query",
            "required": true,
            "description": "The path of a resource without the base path of the document, for example `/owners/7`.",
            "schema": {
              "type": "string",
              "pattern": "^/"
            }
          },
          {
            "$ref": "#/components/parameters/Mount"
          }
        ],
        "get": {
          "operationId": "getResource",
          "tags": [
            "State"
          ],
          "summary": "Get a resource by its path",
          "responses": {
            "200": {
              "description": "The list of a collection, or one object.",
              "content": {
                "application/json": {
                  "schema": true
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "put": {
          "operationId": "setResource",
          "tags": [
            "State"
          ],
          "summary": "Set a resource, including its read-only properties",
          "description": "The body is a list for a collection, an object for an item or a single resource, or `null` to remove it. Times can be relative to the clock, for example `now-P3D`.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": true
              }
            }
          },
          "responses": {
            "200": {
              "description": "The resource after the change.",
              "content": {
                "application/json": {
                  "schema": true
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/clock": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "getClock",
          "tags": [
            "Worlds"
          ],
          "summary": "Get the time of a world",
          "responses": {
            "200": {
              "description": "The clock.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Clock"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "patch": {
          "operationId": "setClock",
          "tags": [
            "Worlds"
          ],
          "summary": "Set, advance, freeze or resume the clock of a world",
          "description": "The server applies `now` first, then `advance`, then `frozen`.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ClockChange"
                },
                "examples": {
                  "advance": {
                    "summary": "Eleven months later",
                    "value": {
                      "advance": "P11M"
                    }
                  },
                  "freeze": {
                    "summary": "A clock that stands still",
                    "value": {
                      "now": "2026-01-31T12:00:00Z",
                      "frozen": true
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The clock after the change.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Clock"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/stubs": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listStubs",
          "tags": [
            "Plans"
          ],
          "summary": "List the stubs in the order in which they are tried",
          "responses": {
            "200": {
              "description": "The stubs.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Stub"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "addStub",
          "tags": [
            "Plans"
          ],
          "summary": "Add a stub",
          "description": "A stub returns a fixed response. It takes precedence over handlers and inferred behaviour. The newest stub is tried first. A stub with an existing id replaces that stub.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Stub"
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The stub.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Stub"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeStubs",
          "tags": [
            "Plans"
          ],
          "summary": "Remove all stubs",
          "responses": {
            "204": {
              "description": "All stubs are removed."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/stubs/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getStub",
          "tags": [
            "Plans"
          ],
          "summary": "Get a stub and the number of its uses",
          "responses": {
            "200": {
              "description": "The stub.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Stub"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeStub",
          "tags": [
            "Plans"
          ],
          "summary": "Remove a stub",
          "responses": {
            "204": {
              "description": "The stub is removed."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/faults": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listFaults",
          "tags": [
            "Plans"
          ],
          "summary": "List the faults in the order in which they are tried",
          "responses": {
            "200": {
              "description": "The faults.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Fault"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "post": {
          "operationId": "addFault",
          "tags": [
            "Plans"
          ],
          "summary": "Add a fault",
          "description": "A fault is a planned failure. The newest fault is tried first. A fault with an existing id replaces that fault.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Fault"
                }
              }
            }
          },
          "responses": {
            "201": {
              "description": "The fault.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Fault"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeFaults",
          "tags": [
            "Plans"
          ],
          "summary": "Remove all faults",
          "responses": {
            "204": {
              "description": "All faults are removed."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/faults/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getFault",
          "tags": [
            "Plans"
          ],
          "summary": "Get a fault and the number of its uses",
          "responses": {
            "200": {
              "description": "The fault.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Fault"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "removeFault",
          "tags": [
            "Plans"
          ],
          "summary": "Remove a fault",
          "responses": {
            "204": {
              "description": "The fault is removed."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/exchanges": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "List the latest exchanges without their bodies, newest first",
          "parameters": [
            {
              "name": "operation",
              "in": "query",
              "description": "Only the exchanges of this operation.",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "unmatched",
              "in": "query",
              "description": "`true` for requests that match no operation, `false` for the others.",
              "schema": {
                "type": "boolean"
              }
            },
            {
              "name": "limit",
              "in": "query",
              "description": "The maximum number of exchanges.",
              "schema": {
                "type": "integer",
                "minimum": 1,
                "maximum": 10000,
                "default": 100
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The exchanges.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Exchange"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "clearExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "Clear the exchanges. Violations are kept",
          "responses": {
            "204": {
              "description": "The exchanges are cleared."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/exchanges/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          },
          {
            "$ref": "#/components/parameters/Id"
          }
        ],
        "get": {
          "operationId": "getExchange",
          "tags": [
            "Exchanges"
          ],
          "summary": "Get an exchange with its headers and bodies",
          "description": "Headers and properties that carry secrets have the value `[redacted]`.",
          "responses": {
            "200": {
              "description": "The exchange.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Exchange"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/har": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "exportHar",
          "tags": [
            "Exchanges"
          ],
          "summary": "Export the latest exchanges as an HTTP archive (HAR 1.2)",
          "responses": {
            "200": {
              "description": "The archive.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/verify": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "post": {
          "operationId": "verifyExchanges",
          "tags": [
            "Exchanges"
          ],
          "summary": "Verify that requests were made",
          "description": "Counts the exchanges that match and compares the number with the expected one, by default at least one. If the expectation is not satisfied, the response lists the nearest exchanges and the conditions that they did not meet.",
          "requestBody": {
            "required": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Expectation"
                },
                "examples": {
                  "once": {
                    "summary": "The first owner was read once",
                    "value": {
                      "when": {
                        "method": "GET",
                        "path": "/owners/1"
                      },
                      "exactly": 1
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The result.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/Verification"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/worlds/{world}/unmatched": {
        "parameters": [
          {
            "$ref": "#/components/parameters/World"
          }
        ],
        "get": {
          "operationId": "listUnmatched",
          "tags": [
            "Exchanges"
          ],
          "summary": "List the requests that match no operation, each with the nearest operation",
          "responses": {
            "200": {
              "description": "The requests.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/UnmatchedRequest"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/explain/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/Id"
          },
          {
            "name": "world",
            "in": "query",
            "description": "The world to search. By default all worlds.",
            "schema": {
              "$ref": "#/components/schemas/WorldName"
            }
          }
        ],
        "get": {
          "operationId": "explainExchange",
          "tags": [
            "Exchanges"
          ],
          "summary": "Explain why a request got its response",
          "description": "The id of an exchange is in the response header `Request-Id` and in the list of exchanges.",
          "responses": {
            "200": {
              "description": "What decided the response, and what was skipped.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/ExchangeExplanation"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/violations": {
        "get": {
          "operationId": "listViolations",
          "tags": [
            "Reports"
          ],
          "summary": "List the contract violations",
          "parameters": [
            {
              "$ref": "#/components/parameters/OnlyWorld"
            }
          ],
          "responses": {
            "200": {
              "description": "Each distinct violation with its number of occurrences.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/Violation"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        },
        "delete": {
          "operationId": "clearViolations",
          "tags": [
            "Reports"
          ],
          "summary": "Clear the contract violations",
          "parameters": [
            {
              "$ref": "#/components/parameters/OnlyWorld"
            }
          ],
          "responses": {
            "204": {
              "description": "The violations are cleared."
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/coverage": {
        "get": {
          "operationId": "getCoverage",
          "tags": [
            "Reports"
          ],
          "summary": "Get the coverage of each document across all worlds",
          "responses": {
            "200": {
              "description": "The coverage by document.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/DocumentCoverage"
                    }
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      },
      "/report": {
        "get": {
          "operationId": "getReport",
          "tags": [
            "Reports"
          ],
          "summary": "Get the report of all worlds",
          "parameters": [
            {
              "name": "format",
              "in": "query",
              "description": "The format of the report.",
              "schema": {
                "type": "string",
                "enum": [
                  "json",
                  "html",
                  "junit",
                  "sarif"
                ],
                "default": "json"
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The report.",
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object"
                  }
                },
                "text/html": {
                  "schema": {
                    "type": "string"
                  }
                },
                "application/xml": {
                  "schema": {
                    "type": "string"
                  }
                },
                "application/sarif+json": {
                  "schema": {
                    "type": "object"
                  }
                }
              }
            },
            "default": {
              "$ref": "#/components/responses/Problem"
            }
          }
        }
      }
    },
    "components": {
      "securitySchemes": {
        "controlToken": {
          "type": "http",
          "scheme": "bearer",
          "description": "The value of `--control-token`, if the server runs with one."
        }
      },
      "parameters": {
        "World": {
          "name": "world",
          "in": "path",
          "required": true,
          "description": "The name of the world.",
          "schema": {
            "$ref": "#/components/schemas/WorldName"
          },
          "example": "default"
        },
        "OnlyWorld": {
          "name": "world",
          "in": "query",
          "description": "Only this world. By default all worlds.",
          "schema": {
            "$ref": "#/components/schemas/WorldName"
          }
        },
        "Mount": {
          "name": "mount",
          "in": "query",
          "description": "The path under which the document is served. Empty for the first document.",
          "schema": {
            "type": "string",
            "default": ""
          }
        },
        "Id": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The id of the stub, fault or exchange.",
          "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          }
        }
      },
      "responses": {
        "Problem": {
          "description": "The reason of the error.",
          "content": {
            "application/problem+json": {
              "schema": {
                "$ref": "#/components/schemas/Problem"
              }
            }
          }
        }
      },
      "schemas": {
        "WorldName": {
          "type": "string",
          "description": "Letters, digits, dashes and underscores, at most 63 characters.",
          "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$"
        },
        "Timestamp": {
          "type": "string",
          "format": "date-time"
        },
        "Health": {
          "type": "object",
          "required": [
            "status",
            "version"
          ],
          "properties": {
            "status": {
              "const": "ok"
            },
            "version": {
              "type": "string",
              "description": "The version of standin."
            },
            "uptime": {
              "type": "number",
              "description": "Seconds since the server was created."
            }
          }
        },
        "Readiness": {
          "type": "object",
          "required": [
            "status",
            "documents"
          ],
          "properties": {
            "status": {
              "const": "ready"
            },
            "documents": {
              "type": "array",
              "description": "The served documents.",
              "items": {
                "$ref": "#/components/schemas/ServedDocument"
              }
            }
          }
        },
        "ServedDocument": {
          "type": "object",
          "required": [
            "mount",
            "title",
            "operations"
          ],
          "properties": {
            "mount": {
              "type": "string",
              "description": "The path under which the document is served. Empty for the first document."
            },
            "title": {
              "type": "string"
            },
            "version": {
              "type": "string"
            },
            "sha256": {
              "type": "string",
              "description": "The hash of the document's text."
            },
            "operations": {
              "type": "integer",
              "description": "The number of operations."
            },
            "scenarios": {
              "type": "array",
              "description": "The names of the document's scenarios.",
              "items": {
                "type": "string"
              }
            }
          }
        },
        "NewWorld": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/WorldName"
            },
            "scenario": {
              "type": "string",
              "description": "The scenario to load."
            },
            "seed": {
              "type": "integer",
              "minimum": 0,
              "maximum": 4294967295,
              "description": "The seed of all generated values."
            },
            "settings": {
              "$ref": "#/components/schemas/Settings"
            },
            "now": {
              "$ref": "#/components/schemas/Timestamp",
              "description": "The time at which the clock stands still."
            }
          }
        },
        "Settings": {
          "type": "object",
          "description": "Values by the name of the setting.",
          "maxProperties": 100,
          "additionalProperties": {
            "type": "string",
            "maxLength": 200
          }
        },
        "World": {
          "type": "object",
          "required": [
            "name",
            "seed",
            "settings",
            "clock",
            "exchanges",
            "violations",
            "stubs",
            "faults"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/WorldName"
            },
            "scenario": {
              "type": "string",
              "description": "The loaded scenario. Absent if none is loaded."
            },
            "seed": {
              "type": "integer",
              "description": "The seed of all generated values."
            },
            "settings": {
              "$ref": "#/components/schemas/Settings"
            },
            "clock": {
              "$ref": "#/components/schemas/Clock"
            },
            "exchanges": {
              "type": "integer",
              "description": "The number of exchanges since the last reset."
            },
            "violations": {
              "type": "integer",
              "description": "The number of distinct violations."
            },
            "stubs": {
              "type": "integer",
              "description": "The number of stubs."
            },
            "faults": {
              "type": "integer",
              "description": "The number of faults."
            }
          }
        },
        "Clock": {
          "type": "object",
          "required": [
            "now",
            "frozen"
          ],
          "properties": {
            "now": {
              "$ref": "#/components/schemas/Timestamp"
            },
            "frozen": {
              "type": "boolean",
              "description": "Whether the clock stands still."
            }
          }
        },
        "ClockChange": {
          "type": "object",
          "additionalProperties": false,
          "minProperties": 1,
          "properties": {
            "now": {
              "$ref": "#/components/schemas/Timestamp"
            },
            "advance": {
              "type": "string",
              "description": "An ISO 8601 duration without fractions, for example `P11M`. A leading minus moves the clock back.",
              "pattern": "^-?P(?=.)(?:\\d{1,6}Y)?(?:\\d{1,6}M)?(?:\\d{1,6}W)?(?:\\d{1,6}D)?(?:T(?=.)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,6}S)?)?$"
            },
            "frozen": {
              "type": "boolean",
              "description": "`true` stops the clock, `false` lets it run."
            }
          }
        },
        "Snapshot": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "documents"
          ],
          "properties": {
            "documents": {
              "type": "object",
              "description": "For each document, by the path under which it is served, the stored values by their keys.",
              "additionalProperties": {
                "type": "object",
                "additionalProperties": true
              }
            }
          }
        },
        "Difference": {
          "type": "object",
          "required": [
            "mount",
            "path",
            "kind"
          ],
          "properties": {
            "mount": {
              "type": "string",
              "description": "The path under which the document is served."
            },
            "path": {
              "type": "string",
              "description": "The path of the resource."
            },
            "kind": {
              "enum": [
                "added",
                "removed",
                "changed"
              ]
            },
            "from": true,
            "to": true
          }
        },
        "ValueMatcher": {
          "description": "A value that must be equal, or one condition.",
          "oneOf": [
            {
              "type": [
                "string",
                "number",
                "boolean",
                "null"
              ]
            },
            {
              "type": "object",
              "additionalProperties": false,
              "minProperties": 1,
              "maxProperties": 1,
              "properties": {
                "equals": true,
                "contains": true,
                "matches": {
                  "type": "string",
                  "format": "regex",
                  "maxLength": 1000
                },
                "present": {
                  "type": "boolean"
                }
              }
            }
          ]
        },
        "ValueMatchers": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/components/schemas/ValueMatcher"
          }
        },
        "Matcher": {
          "type": "object",
          "description": "Conditions on a request. All of them must be met.",
          "additionalProperties": false,
          "properties": {
            "operation": {
              "type": "string",
              "description": "An operationId, or `GET /path/{template}` if the document declares none."
            },
            "method": {
              "type": "string",
              "description": "The HTTP method."
            },
            "path": {
              "type": "string",
              "description": "The path without the query. `*` matches one segment, a final `/**` matches the rest."
            },
            "query": {
              "$ref": "#/components/schemas/ValueMatchers",
              "description": "Conditions by query parameter."
            },
            "headers": {
              "$ref": "#/components/schemas/ValueMatchers",
              "description": "Conditions by header name."
            },
            "body": {
              "$ref": "#/components/schemas/ValueMatchers",
              "description": "Conditions by JSON pointer into the body."
            },
            "call": {
              "type": "integer",
              "minimum": 1,
              "description": "Only the n-th call of the operation in its world, counted from 1."
            }
          }
        },
        "Headers": {
          "type": "object",
          "additionalProperties": {
            "type": "string"
          }
        },
        "Stub": {
          "type": "object",
          "description": "A fixed response for requests of one operation.",
          "additionalProperties": false,
          "required": [
            "when",
            "response"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200,
              "description": "Generated by the server if absent."
            },
            "when": {
              "description": "The requests that get the response.",
              "allOf": [
                {
                  "$ref": "#/components/schemas/Matcher"
                },
                {
                  "required": [
                    "operation"
                  ]
                }
              ]
            },
            "response": {
              "type": "object",
              "description": "The response. Parts that are absent are taken from the document.",
              "additionalProperties": false,
              "properties": {
                "status": {
                  "type": "integer",
                  "minimum": 200,
                  "maximum": 599
                },
                "example": {
                  "type": "string",
                  "description": "The name of an example of the document."
                },
                "body": true,
                "mediaType": {
                  "type": "string",
                  "pattern": "^[\\w!#$&^.+-]+/[\\w!#$&^.+-]+$"
                },
                "headers": {
                  "$ref": "#/components/schemas/Headers"
                }
              }
            },
            "delay": {
              "type": "integer",
              "minimum": 0,
              "maximum": 60000,
              "description": "Milliseconds before the response."
            },
            "times": {
              "type": "integer",
              "minimum": 1,
              "description": "The maximum number of uses."
            },
            "allowInvalid": {
              "type": "boolean",
              "description": "Whether the response is allowed to violate the contract."
            },
            "used": {
              "type": "integer",
              "readOnly": true,
              "description": "The number of uses so far."
            }
          },
          "example": {
            "when": {
              "operation": "readOwner",
              "call": 2
            },
            "response": {
              "status": 404
            }
          }
        },
        "Fault": {
          "type": "object",
          "description": "A planned failure.",
          "additionalProperties": false,
          "required": [
            "fault"
          ],
          "properties": {
            "id": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200,
              "description": "Generated by the server if absent."
            },
            "when": {
              "type": "object",
              "description": "The requests that fail. All conditions must be met. By default all requests fail.",
              "additionalProperties": false,
              "properties": {
                "operation": {
                  "type": "string",
                  "description": "An operationId, or `GET /path/{template}` if the document declares none."
                },
                "method": {
                  "type": "string",
                  "description": "The HTTP method."
                },
                "path": {
                  "type": "string",
                  "description": "The path without the query. `*` matches one segment, a final `/**` matches the rest."
                },
                "call": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "Only the n-th of these requests, counted from 1."
                },
                "every": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "Only every n-th of these requests."
                },
                "probability": {
                  "type": "number",
                  "minimum": 0,
                  "maximum": 1,
                  "description": "The share of these requests that fail. The seed of the world decides which."
                },
                "times": {
                  "type": "integer",
                  "minimum": 1,
                  "description": "The maximum number of uses."
                },
                "lasts": {
                  "type": "string",
                  "description": "The duration of the fault by the clock of the world, for example `PT5M`.",
                  "pattern": "^P"
                }
              }
            },
            "fault": {
              "description": "The failure.",
              "oneOf": [
                {
                  "title": "Slow response",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "latency"
                  ],
                  "properties": {
                    "kind": {
                      "const": "latency"
                    },
                    "latency": {
                      "description": "Milliseconds before the response. Fixed, between two values, or log-normal around a median.",
                      "oneOf": [
                        {
                          "type": "integer",
                          "minimum": 0,
                          "maximum": 60000
                        },
                        {
                          "type": "object",
                          "additionalProperties": false,
                          "required": [
                            "min",
                            "max"
                          ],
                          "properties": {
                            "min": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            },
                            "max": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            }
                          }
                        },
                        {
                          "type": "object",
                          "additionalProperties": false,
                          "required": [
                            "median"
                          ],
                          "properties": {
                            "median": {
                              "type": "integer",
                              "minimum": 0,
                              "maximum": 60000
                            },
                            "sigma": {
                              "type": "number",
                              "minimum": 0,
                              "maximum": 5
                            }
                          }
                        }
                      ]
                    }
                  }
                },
                {
                  "title": "Other status",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "status"
                  ],
                  "properties": {
                    "kind": {
                      "const": "status"
                    },
                    "status": {
                      "type": "integer",
                      "minimum": 200,
                      "maximum": 599
                    },
                    "body": true,
                    "headers": {
                      "$ref": "#/components/schemas/Headers"
                    }
                  }
                },
                {
                  "title": "Dropped connection",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind"
                  ],
                  "properties": {
                    "kind": {
                      "description": "`reset` and `empty` close the connection before the response, `truncate` in the middle of the body.",
                      "enum": [
                        "reset",
                        "empty",
                        "truncate"
                      ]
                    }
                  }
                },
                {
                  "title": "Slow body",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind",
                    "duration"
                  ],
                  "properties": {
                    "kind": {
                      "const": "drip"
                    },
                    "duration": {
                      "type": "integer",
                      "minimum": 0,
                      "maximum": 60000,
                      "description": "Milliseconds until the last part of the body."
                    }
                  }
                },
                {
                  "title": "Invalid response",
                  "type": "object",
                  "additionalProperties": false,
                  "required": [
                    "kind"
                  ],
                  "properties": {
                    "kind": {
                      "const": "invalid-response"
                    },
                    "violation": {
                      "enum": [
                        "missing-property",
                        "wrong-type"
                      ],
                      "description": "How the body violates the contract. By default a required property is missing."
                    }
                  }
                }
              ]
            },
            "used": {
              "type": "integer",
              "readOnly": true,
              "description": "The number of uses so far."
            }
          },
          "example": {
            "when": {
              "every": 3
            },
            "fault": {
              "kind": "status",
              "status": 503
            }
          }
        },
        "Body": {
          "type": "object",
          "required": [
            "text"
          ],
          "properties": {
            "mediaType": {
              "type": "string"
            },
            "text": {
              "type": "string"
            },
            "truncated": {
              "type": "boolean",
              "description": "Whether the recorded text is shorter than the body."
            }
          }
        },
        "Exchange": {
          "type": "object",
          "description": "A request and its response.",
          "required": [
            "id",
            "world",
            "time",
            "durationMs",
            "method",
            "url",
            "status"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The value of the response header `Request-Id`."
            },
            "world": {
              "$ref": "#/components/schemas/WorldName"
            },
            "time": {
              "$ref": "#/components/schemas/Timestamp",
              "description": "When the request arrived, by the clock of the world."
            },
            "durationMs": {
              "type": "number",
              "description": "Milliseconds until the response was sent."
            },
            "method": {
              "type": "string"
            },
            "url": {
              "type": "string",
              "description": "The path and the query."
            },
            "operation": {
              "type": "string",
              "description": "The id of the operation. Absent if the request matches none."
            },
            "call": {
              "type": "integer",
              "description": "The number of this call of the operation in the world, counted from 1."
            },
            "status": {
              "type": "integer"
            },
            "errorCode": {
              "type": "string",
              "description": "The error code",
              "if the request was refused.": null
            },
            "undeclaredStatus": {
              "type": "boolean",
              "description": "Whether the operation does not declare the status of the error."
            },
            "stub": {
              "type": "string",
              "description": "The id of the stub that returned the response."
            },
            "fault": {
              "type": "string",
              "description": "The id of the fault that was applied."
            },
            "notes": {
              "type": "array",
              "description": "Undeclared parts of the request that were accepted.",
              "items": {
                "type": "string"
              }
            },
            "violations": {
              "type": "array",
              "description": "The contract violations of this exchange.",
              "items": {
                "$ref": "#/components/schemas/ExchangeViolation"
              }
            },
            "callbacks": {
              "type": "array",
              "description": "The callbacks and webhooks that were sent after the response.",
              "items": {
                "$ref": "#/components/schemas/Callback"
              }
            },
            "request": {
              "$ref": "#/components/schemas/Message"
            },
            "response": {
              "$ref": "#/components/schemas/Message"
            }
          }
        },
        "Message": {
          "type": "object",
          "properties": {
            "headers": {
              "$ref": "#/components/schemas/Headers"
            },
            "body": {
              "$ref": "#/components/schemas/Body"
            }
          }
        },
        "ExchangeViolation": {
          "type": "object",
          "required": [
            "direction",
            "rule",
            "pointer",
            "message"
          ],
          "properties": {
            "direction": {
              "$ref": "#/components/schemas/Direction"
            },
            "rule": {
              "type": "string",
              "description": "The violated schema keyword or rule."
            },
            "in": {
              "type": "string",
              "description": "The part of the message: body, path, query, header or cookie."
            },
            "pointer": {
              "type": "string",
              "description": "The JSON pointer of the value."
            },
            "message": {
              "type": "string"
            }
          }
        },
        "Direction": {
          "description": "`request` if the client violates the contract, `response` if the server does.",
          "enum": [
            "request",
            "response"
          ]
        },
        "Callback": {
          "type": "object",
          "required": [
            "name",
            "method",
            "outcome",
            "violations"
          ],
          "properties": {
            "name": {
              "type": "string",
              "description": "The name of the callback or webhook in the document."
            },
            "method": {
              "type": "string"
            },
            "url": {
              "type": "string"
            },
            "outcome": {
              "enum": [
                "sent",
                "refused",
                "failed"
              ]
            },
            "status": {
              "type": "integer",
              "description": "The status of the receiver's response."
            },
            "reason": {
              "type": "string",
              "description": "Why the callback was refused or failed."
            },
            "body": {
              "$ref": "#/components/schemas/Body"
            },
            "violations": {
              "type": "array",
              "description": "Violations in the sent body or in the receiver's response.",
              "items": {
                "type": "object",
                "required": [
                  "rule",
                  "pointer",
                  "message"
                ],
                "properties": {
                  "rule": {
                    "type": "string"
                  },
                  "pointer": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                }
              }
            }
          }
        },
        "UnmetCondition": {
          "type": "object",
          "required": [
            "condition",
            "expected",
            "actual"
          ],
          "properties": {
            "condition": {
              "type": "string",
              "description": "The name of the condition, for example `query.limit`."
            },
            "expected": {
              "type": "string"
            },
            "actual": {
              "type": "string"
            }
          }
        },
        "Expectation": {
          "type": "object",
          "description": "The requests to count and the expected number. By default at least one.",
          "additionalProperties": false,
          "required": [
            "when"
          ],
          "properties": {
            "when": {
              "$ref": "#/components/schemas/Matcher"
            },
            "exactly": {
              "type": "integer",
              "minimum": 0
            },
            "atLeast": {
              "type": "integer",
              "minimum": 0
            },
            "atMost": {
              "type": "integer",
              "minimum": 0
            }
          }
        },
        "Verification": {
          "type": "object",
          "required": [
            "satisfied",
            "count",
            "message",
            "exchanges"
          ],
          "properties": {
            "satisfied": {
              "type": "boolean",
              "description": "Whether the number of matching exchanges is the expected one."
            },
            "count": {
              "type": "integer",
              "description": "The number of matching exchanges."
            },
            "message": {
              "type": "string",
              "description": "The result as a sentence."
            },
            "exchanges": {
              "type": "array",
              "description": "The matching exchanges.",
              "items": {
                "$ref": "#/components/schemas/Exchange"
              }
            },
            "nearest": {
              "type": "array",
              "description": "If the expectation is not satisfied: the exchanges that miss the fewest conditions.",
              "items": {
                "type": "object",
                "required": [
                  "exchange",
                  "unmet"
                ],
                "properties": {
                  "exchange": {
                    "$ref": "#/components/schemas/Exchange"
                  },
                  "unmet": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/UnmetCondition"
                    }
                  }
                }
              }
            }
          }
        },
        "UnmatchedRequest": {
          "type": "object",
          "required": [
            "exchange"
          ],
          "properties": {
            "exchange": {
              "$ref": "#/components/schemas/Exchange"
            },
            "nearest": {
              "type": "object",
              "description": "The operation with the most similar method and path.",
              "required": [
                "operation",
                "unmet"
              ],
              "properties": {
                "operation": {
                  "type": "string"
                },
                "unmet": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/UnmetCondition"
                  }
                }
              }
            }
          }
        },
        "ExchangeExplanation": {
          "type": "object",
          "required": [
            "exchange",
            "decision",
            "skipped"
          ],
          "properties": {
            "exchange": {
              "$ref": "#/components/schemas/Exchange"
            },
            "decision": {
              "type": "object",
              "description": "What decided the response.",
              "required": [
                "by",
                "reason"
              ],
              "properties": {
                "by": {
                  "enum": [
                    "fault",
                    "error",
                    "stub",
                    "prefer",
                    "handler",
                    "inferred",
                    "sampled",
                    "nothing"
                  ]
                },
                "reason": {
                  "type": "string"
                },
                "role": {
                  "type": "string",
                  "description": "The role of the operation, for example `create`."
                },
                "resource": {
                  "type": "string",
                  "description": "The path of the operation's resource."
                }
              }
            },
            "skipped": {
              "type": "array",
              "description": "What could have decided the response but did not, with the conditions that were not met.",
              "items": {
                "type": "object",
                "required": [
                  "by",
                  "unmet"
                ],
                "properties": {
                  "by": {
                    "type": "string"
                  },
                  "id": {
                    "type": "string",
                    "description": "The id of the stub or fault."
                  },
                  "unmet": {
                    "type": "array",
                    "items": {
                      "$ref": "#/components/schemas/UnmetCondition"
                    }
                  }
                }
              }
            }
          }
        },
        "Violation": {
          "type": "object",
          "required": [
            "direction",
            "rule",
            "pointer",
            "in",
            "message",
            "count",
            "firstExchange",
            "lastExchange",
            "world"
          ],
          "properties": {
            "direction": {
              "$ref": "#/components/schemas/Direction"
            },
            "mount": {
              "type": "string",
              "description": "The path under which the document is served."
            },
            "operation": {
              "type": "string",
              "description": "The id of the operation. Absent if the request matches none."
            },
            "request": {
              "type": "string",
              "description": "The method and path of a request that matches no operation."
            },
            "rule": {
              "type": "string",
              "description": "The violated schema keyword or rule."
            },
            "pointer": {
              "type": "string",
              "description": "The JSON pointer of the value. `*` stands for any item of a list."
            },
            "in": {
              "type": "string",
              "description": "The part of the message: body, path, query, header or cookie."
            },
            "message": {
              "type": "string"
            },
            "count": {
              "type": "integer",
              "description": "The number of occurrences."
            },
            "firstExchange": {
              "type": "string",
              "description": "The id of the first exchange with this violation."
            },
            "lastExchange": {
              "type": "string",
              "description": "The id of the last exchange with this violation."
            },
            "world": {
              "type": "string"
            },
            "location": {
              "type": "object",
              "description": "The position of the violated rule in the document.",
              "properties": {
                "file": {
                  "type": "string"
                },
                "line": {
                  "type": "integer"
                },
                "column": {
                  "type": "integer"
                },
                "pointer": {
                  "type": "string"
                }
              }
            }
          }
        },
        "CoverageCount": {
          "type": "object",
          "required": [
            "declared",
            "covered"
          ],
          "properties": {
            "declared": {
              "type": "integer"
            },
            "covered": {
              "type": "integer"
            }
          }
        },
        "DocumentCoverage": {
          "type": "object",
          "required": [
            "mount",
            "title",
            "percent",
            "totals",
            "operations"
          ],
          "properties": {
            "mount": {
              "type": "string",
              "description": "The path under which the document is served."
            },
            "title": {
              "type": "string"
            },
            "percent": {
              "type": "number",
              "description": "The covered share of everything the document declares."
            },
            "totals": {
              "type": "object",
              "description": "Counts by kind: operations, statuses, mediaTypes, parameters, properties, enumValues, examples.",
              "additionalProperties": {
                "$ref": "#/components/schemas/CoverageCount"
              }
            },
            "operations": {
              "type": "array",
              "description": "The same counts for each operation, with the names of what is not covered.",
              "items": {
                "type": "object"
              }
            }
          }
        },
        "Problem": {
          "type": "object",
          "description": "An error (RFC 9457).",
          "required": [
            "title",
            "status"
          ],
          "properties": {
            "type": {
              "type": "string"
            },
            "title": {
              "type": "string"
            },
            "status": {
              "type": "integer"
            },
            "detail": {
              "type": "string",
              "description": "The reason as a sentence."
            },
            "code": {
              "type": "string",
              "description": "The error code."
            },
            "instance": {
              "type": "string",
              "description": "The path of the request."
            },
            "requestId": {
              "type": "string",
              "description": "The id of the exchange."
            },
            "errors": {
              "type": "array",
              "description": "One entry for each violation.",
              "items": {
                "type": "object",
                "required": [
                  "pointer",
                  "message"
                ],
                "properties": {
                  "pointer": {
                    "type": "string"
                  },
                  "message": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      }
    }
  },
};
