// Printed by `npm run generate` from openapi.yaml (Microsoft identity platform (mock) v2.0).
// sha-256 of the document: 5491f148708eaab76317a4f32e08c10eadb2393c0561776e31a547dec75075d0
// Change the document and print again; a change made here is lost.

export const contract = {
  sha256: "5491f148708eaab76317a4f32e08c10eadb2393c0561776e31a547dec75075d0",
  inherited: [],
  operations: [
    {
      "id": "getOpenIdConfiguration",
      "method": "GET",
      "path": "/{tenant}/v2.0/.well-known/openid-configuration",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1v2.0~1.well-known~1openid-configuration/get",
      "parameters": [
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Configuration",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Configuration/content/application~1json",
              "schema": "/components/schemas/configuration",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "getOpenIdConfigurationWithoutVersion",
      "method": "GET",
      "path": "/{tenant}/.well-known/openid-configuration",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1.well-known~1openid-configuration/get",
      "parameters": [
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Configuration",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Configuration/content/application~1json",
              "schema": "/components/schemas/configuration",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "getSigningKeys",
      "method": "GET",
      "path": "/{tenant}/discovery/v2.0/keys",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1discovery~1v2.0~1keys/get",
      "parameters": [
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1{tenant}~1discovery~1v2.0~1keys/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1{tenant}~1discovery~1v2.0~1keys/get/responses/200/content/application~1json",
              "schema": "/components/schemas/keySet",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "discoverInstance",
      "method": "GET",
      "path": "/common/discovery/instance",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1common~1discovery~1instance/get",
      "parameters": [
        {
          "name": "api-version",
          "pointer": "/paths/~1common~1discovery~1instance/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1common~1discovery~1instance/get/parameters/0/schema"
        },
        {
          "name": "authorization_endpoint",
          "pointer": "/paths/~1common~1discovery~1instance/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1common~1discovery~1instance/get/parameters/1/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1common~1discovery~1instance/get/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1common~1discovery~1instance/get/responses/200/content/application~1json",
              "schema": "/components/schemas/instance",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "authorize",
      "method": "GET",
      "path": "/{tenant}/oauth2/v2.0/authorize",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get",
      "parameters": [
        {
          "name": "client_id",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/0/schema"
        },
        {
          "name": "response_type",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/1/schema"
        },
        {
          "name": "redirect_uri",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/2",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/2/schema"
        },
        {
          "name": "response_mode",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/3",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/3/schema"
        },
        {
          "name": "scope",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/4",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/4/schema"
        },
        {
          "name": "state",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/5",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/5/schema"
        },
        {
          "name": "nonce",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/6",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/6/schema"
        },
        {
          "name": "prompt",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/7",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/7/schema"
        },
        {
          "name": "login_hint",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/8",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/8/schema"
        },
        {
          "name": "domain_hint",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/9",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/9/schema"
        },
        {
          "name": "code_challenge",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/10",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/10/schema"
        },
        {
          "name": "code_challenge_method",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/11",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/get/parameters/11/schema"
        },
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Page",
          "headers": [],
          "content": [
            {
              "name": "text/html",
              "pointer": "/components/responses/Page/content/text~1html",
              "schema": "/components/responses/Page/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "302",
          "pointer": "/components/responses/Redirect",
          "headers": [
            {
              "name": "Location",
              "required": false,
              "explode": false,
              "schema": "/components/responses/Redirect/headers/Location/schema",
              "examples": []
            }
          ],
          "content": []
        },
        {
          "status": "400",
          "pointer": "/components/responses/RefusedOnPage",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/RefusedOnPage/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            },
            {
              "name": "text/html",
              "pointer": "/components/responses/RefusedOnPage/content/text~1html",
              "schema": "/components/responses/RefusedOnPage/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "signIn",
      "method": "POST",
      "path": "/{tenant}/oauth2/v2.0/authorize",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/post",
      "parameters": [
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/x-www-form-urlencoded",
            "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1authorize/post/requestBody/content/application~1x-www-form-urlencoded",
            "schema": "/components/schemas/chosenAccount",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Page",
          "headers": [],
          "content": [
            {
              "name": "text/html",
              "pointer": "/components/responses/Page/content/text~1html",
              "schema": "/components/responses/Page/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "302",
          "pointer": "/components/responses/Redirect",
          "headers": [
            {
              "name": "Location",
              "required": false,
              "explode": false,
              "schema": "/components/responses/Redirect/headers/Location/schema",
              "examples": []
            }
          ],
          "content": []
        },
        {
          "status": "400",
          "pointer": "/components/responses/RefusedOnPage",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/RefusedOnPage/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            },
            {
              "name": "text/html",
              "pointer": "/components/responses/RefusedOnPage/content/text~1html",
              "schema": "/components/responses/RefusedOnPage/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "signOut",
      "method": "GET",
      "path": "/{tenant}/oauth2/v2.0/logout",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1logout/get",
      "parameters": [
        {
          "name": "post_logout_redirect_uri",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1logout/get/parameters/0",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1logout/get/parameters/0/schema"
        },
        {
          "name": "state",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1logout/get/parameters/1",
          "in": "query",
          "required": false,
          "style": "form",
          "explode": true,
          "emptyAllowed": false,
          "schema": "/paths/~1{tenant}~1oauth2~1v2.0~1logout/get/parameters/1/schema"
        },
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "responses": [
        {
          "status": "200",
          "pointer": "/components/responses/Page",
          "headers": [],
          "content": [
            {
              "name": "text/html",
              "pointer": "/components/responses/Page/content/text~1html",
              "schema": "/components/responses/Page/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "302",
          "pointer": "/components/responses/Redirect",
          "headers": [
            {
              "name": "Location",
              "required": false,
              "explode": false,
              "schema": "/components/responses/Redirect/headers/Location/schema",
              "examples": []
            }
          ],
          "content": []
        },
        {
          "status": "400",
          "pointer": "/components/responses/RefusedOnPage",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/RefusedOnPage/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            },
            {
              "name": "text/html",
              "pointer": "/components/responses/RefusedOnPage/content/text~1html",
              "schema": "/components/responses/RefusedOnPage/content/text~1html/schema",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    },
    {
      "id": "requestToken",
      "method": "POST",
      "path": "/{tenant}/oauth2/v2.0/token",
      "bases": [
        ""
      ],
      "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1token/post",
      "parameters": [
        {
          "name": "tenant",
          "pointer": "/components/parameters/tenant",
          "in": "path",
          "required": true,
          "style": "simple",
          "explode": false,
          "emptyAllowed": false,
          "schema": "/components/parameters/tenant/schema"
        }
      ],
      "requestBody": {
        "required": true,
        "content": [
          {
            "name": "application/x-www-form-urlencoded",
            "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1token/post/requestBody/content/application~1x-www-form-urlencoded",
            "schema": "/components/schemas/tokenRequest",
            "examples": []
          }
        ]
      },
      "responses": [
        {
          "status": "200",
          "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1token/post/responses/200",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/paths/~1{tenant}~1oauth2~1v2.0~1token/post/responses/200/content/application~1json",
              "schema": "/components/schemas/tokens",
              "examples": []
            }
          ]
        },
        {
          "status": "400",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "401",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "413",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "415",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        },
        {
          "status": "default",
          "pointer": "/components/responses/Refused",
          "headers": [],
          "content": [
            {
              "name": "application/json",
              "pointer": "/components/responses/Refused/content/application~1json",
              "schema": "/components/schemas/refusal",
              "examples": []
            }
          ]
        }
      ],
      "security": []
    }
  ],
  document: {
    "openapi": "3.1.0",
    "info": {
      "title": "Microsoft identity platform (mock)",
      "summary": "Signs in users and applications, and issues access tokens for Microsoft Graph.",
      "version": "v2.0",
      "description": "The token service of the built-in mock. Set the authority of a client to this server: requests get responses like those of\nthe real service.\n\n- Every tenant exists. A GUID is its own id, a domain name has a GUID that is derived from it, and `common` and\n  `organizations` are the default tenant. Personal accounts (`consumers`) are refused.\n- Every application exists. Every secret is accepted, except an empty one and a GUID: a GUID is the id of a secret, which\n  people send by mistake.\n- Every account exists. The sign-in page suggests two and accepts any name.\n",
      "license": {
        "name": "MIT",
        "identifier": "MIT"
      }
    },
    "externalDocs": {
      "description": "The protocol on Microsoft Learn",
      "url": "https://learn.microsoft.com/entra/identity-platform/v2-protocols"
    },
    "servers": [
      {
        "url": "https://{host}",
        "description": "The login host of each cloud",
        "variables": {
          "host": {
            "default": "login.microsoftonline.com",
            "enum": [
              "login.microsoftonline.com",
              "login.microsoftonline.us",
              "login.chinacloudapi.cn"
            ]
          }
        }
      }
    ],
    "security": [],
    "tags": [
      {
        "name": "Discovery",
        "description": "What a client reads first."
      },
      {
        "name": "Sign-in",
        "description": "Pages for users."
      },
      {
        "name": "Tokens",
        "description": "Tokens for clients."
      }
    ],
    "paths": {
      "/{tenant}/v2.0/.well-known/openid-configuration": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "get": {
          "operationId": "getOpenIdConfiguration",
          "tags": [
            "Discovery"
          ],
          "summary": "Read the OpenID Connect configuration",
          "responses": {
            "200": {
              "$ref": "#/components/responses/Configuration"
            },
            "400": {
              "$ref": "#/components/responses/Refused"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/{tenant}/.well-known/openid-configuration": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "get": {
          "operationId": "getOpenIdConfigurationWithoutVersion",
          "tags": [
            "Discovery"
          ],
          "summary": "Read the OpenID Connect configuration, path without a version",
          "responses": {
            "200": {
              "$ref": "#/components/responses/Configuration"
            },
            "400": {
              "$ref": "#/components/responses/Refused"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/{tenant}/discovery/v2.0/keys": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "get": {
          "operationId": "getSigningKeys",
          "tags": [
            "Discovery"
          ],
          "summary": "Read the keys that sign tokens",
          "responses": {
            "200": {
              "description": "A JSON Web Key Set (RFC 7517).",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/keySet"
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Refused"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/common/discovery/instance": {
        "get": {
          "operationId": "discoverInstance",
          "tags": [
            "Discovery"
          ],
          "summary": "Validate an authority",
          "parameters": [
            {
              "name": "api-version",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "authorization_endpoint",
              "in": "query",
              "description": "The authorization endpoint of the client's authority.",
              "schema": {
                "type": "string"
              }
            }
          ],
          "responses": {
            "200": {
              "description": "The authority is valid. The response lists its host names.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/instance"
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Refused"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/{tenant}/oauth2/v2.0/authorize": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "get": {
          "operationId": "authorize",
          "tags": [
            "Sign-in"
          ],
          "summary": "Show the sign-in page",
          "description": "Shows accounts. One click signs in. `prompt=none` shows no page: with a `login_hint` the client gets a code, without\none it gets the error `login_required`.\n",
          "parameters": [
            {
              "name": "client_id",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "response_type",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "redirect_uri",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "response_mode",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "scope",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "state",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "nonce",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "prompt",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "login_hint",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "domain_hint",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "code_challenge",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "code_challenge_method",
              "in": "query",
              "schema": {
                "type": "string"
              }
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/Page"
            },
            "302": {
              "$ref": "#/components/responses/Redirect"
            },
            "400": {
              "$ref": "#/components/responses/RefusedOnPage"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        },
        "post": {
          "operationId": "signIn",
          "tags": [
            "Sign-in"
          ],
          "summary": "Submit the sign-in page",
          "description": "The form of the sign-in page. It repeats the parameters of the page and adds the chosen account, or `cancel`.",
          "requestBody": {
            "required": true,
            "content": {
              "application/x-www-form-urlencoded": {
                "schema": {
                  "$ref": "#/components/schemas/chosenAccount"
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/Page"
            },
            "302": {
              "$ref": "#/components/responses/Redirect"
            },
            "400": {
              "$ref": "#/components/responses/RefusedOnPage"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/{tenant}/oauth2/v2.0/logout": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "get": {
          "operationId": "signOut",
          "tags": [
            "Sign-in"
          ],
          "summary": "Sign out",
          "description": "The server keeps no sessions, so nothing ends here. The browser is redirected to `post_logout_redirect_uri`.",
          "parameters": [
            {
              "name": "post_logout_redirect_uri",
              "in": "query",
              "schema": {
                "type": "string"
              }
            },
            {
              "name": "state",
              "in": "query",
              "schema": {
                "type": "string"
              }
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/Page"
            },
            "302": {
              "$ref": "#/components/responses/Redirect"
            },
            "400": {
              "$ref": "#/components/responses/RefusedOnPage"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      },
      "/{tenant}/oauth2/v2.0/token": {
        "parameters": [
          {
            "$ref": "#/components/parameters/tenant"
          }
        ],
        "post": {
          "operationId": "requestToken",
          "tags": [
            "Tokens"
          ],
          "summary": "Exchange a grant for tokens",
          "requestBody": {
            "required": true,
            "content": {
              "application/x-www-form-urlencoded": {
                "schema": {
                  "$ref": "#/components/schemas/tokenRequest"
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The tokens.",
              "content": {
                "application/json": {
                  "schema": {
                    "$ref": "#/components/schemas/tokens"
                  }
                }
              }
            },
            "400": {
              "$ref": "#/components/responses/Refused"
            },
            "401": {
              "$ref": "#/components/responses/Refused"
            },
            "413": {
              "$ref": "#/components/responses/Refused"
            },
            "415": {
              "$ref": "#/components/responses/Refused"
            },
            "default": {
              "$ref": "#/components/responses/Refused"
            }
          }
        }
      }
    },
    "components": {
      "parameters": {
        "tenant": {
          "name": "tenant",
          "in": "path",
          "required": true,
          "description": "A GUID, a domain name, `common` or `organizations`.",
          "schema": {
            "type": "string"
          },
          "examples": {
            "organizations": {
              "value": "organizations"
            }
          }
        }
      },
      "schemas": {
        "configuration": {
          "title": "configuration",
          "description": "OpenID Connect Discovery 1.0, section 3.",
          "type": "object",
          "properties": {
            "token_endpoint": {
              "type": "string"
            },
            "token_endpoint_auth_methods_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "jwks_uri": {
              "type": "string"
            },
            "response_modes_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "response_types_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "grant_types_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "subject_types_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "id_token_signing_alg_values_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "code_challenge_methods_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "scopes_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "claims_supported": {
              "$ref": "#/components/schemas/texts"
            },
            "issuer": {
              "type": "string"
            },
            "request_uri_parameter_supported": {
              "type": "boolean"
            },
            "authorization_endpoint": {
              "type": "string"
            },
            "end_session_endpoint": {
              "type": "string"
            },
            "cloud_instance_name": {
              "type": "string"
            },
            "msgraph_host": {
              "type": "string"
            }
          },
          "required": [
            "token_endpoint",
            "jwks_uri",
            "response_types_supported",
            "subject_types_supported",
            "id_token_signing_alg_values_supported",
            "issuer",
            "authorization_endpoint",
            "end_session_endpoint"
          ]
        },
        "texts": {
          "title": "texts",
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "keySet": {
          "title": "keySet",
          "type": "object",
          "properties": {
            "keys": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "kty": {
                    "type": "string"
                  },
                  "use": {
                    "type": "string"
                  },
                  "kid": {
                    "type": "string"
                  },
                  "alg": {
                    "type": "string"
                  },
                  "n": {
                    "type": "string"
                  },
                  "e": {
                    "type": "string"
                  }
                },
                "required": [
                  "kty",
                  "use",
                  "kid",
                  "alg",
                  "n",
                  "e"
                ]
              }
            }
          },
          "required": [
            "keys"
          ]
        },
        "instance": {
          "title": "instance",
          "type": "object",
          "properties": {
            "tenant_discovery_endpoint": {
              "type": "string"
            },
            "api-version": {
              "type": "string"
            },
            "metadata": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "preferred_network": {
                    "type": "string"
                  },
                  "preferred_cache": {
                    "type": "string"
                  },
                  "aliases": {
                    "$ref": "#/components/schemas/texts"
                  }
                },
                "required": [
                  "preferred_network",
                  "preferred_cache",
                  "aliases"
                ]
              }
            }
          },
          "required": [
            "tenant_discovery_endpoint",
            "api-version",
            "metadata"
          ]
        },
        "chosenAccount": {
          "title": "chosenAccount",
          "type": "object",
          "properties": {
            "account": {
              "description": "The sign-in name.",
              "type": "string"
            },
            "cancel": {
              "description": "Present if the user cancels the sign-in.",
              "type": "string"
            },
            "client_id": {
              "type": "string"
            },
            "response_type": {
              "type": "string"
            },
            "redirect_uri": {
              "type": "string"
            },
            "response_mode": {
              "type": "string"
            },
            "scope": {
              "type": "string"
            },
            "state": {
              "type": "string"
            },
            "nonce": {
              "type": "string"
            },
            "login_hint": {
              "type": "string"
            },
            "code_challenge": {
              "type": "string"
            },
            "code_challenge_method": {
              "type": "string"
            }
          }
        },
        "tokenRequest": {
          "title": "tokenRequest",
          "type": "object",
          "properties": {
            "grant_type": {
              "description": "`client_credentials`, `authorization_code`, `refresh_token` or `password`.",
              "type": "string",
              "examples": [
                "client_credentials"
              ]
            },
            "client_id": {
              "description": "The id of the application. It can be in a Basic Authorization header instead, with the secret.",
              "type": "string",
              "examples": [
                "11111111-2222-4333-8444-555555555555"
              ]
            },
            "client_secret": {
              "description": "The secret of the application. Any text that is not empty and not a GUID.",
              "type": "string",
              "examples": [
                "a-secret"
              ]
            },
            "client_assertion_type": {
              "type": "string"
            },
            "client_assertion": {
              "description": "A JWT that the application signed. Its issuer, subject, audience and times are validated. Its signature is not,\nbecause no certificates are registered here.\n",
              "type": "string"
            },
            "scope": {
              "description": "The requested permissions. `https://graph.microsoft.com/.default` gives an application all permissions of the\nMicrosoft Graph document. Unlike the real service, this one also accepts a single permission such as\n`https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All`, to get a token with few permissions.\n",
              "type": "string",
              "examples": [
                "https://graph.microsoft.com/.default"
              ]
            },
            "code": {
              "type": "string"
            },
            "code_verifier": {
              "type": "string"
            },
            "redirect_uri": {
              "type": "string"
            },
            "refresh_token": {
              "type": "string"
            },
            "username": {
              "type": "string"
            },
            "password": {
              "type": "string"
            },
            "client_info": {
              "description": "`1` requests `client_info`, as the Microsoft Authentication Libraries do.",
              "type": "string"
            }
          },
          "required": [
            "grant_type"
          ]
        },
        "tokens": {
          "title": "tokens",
          "type": "object",
          "properties": {
            "token_type": {
              "const": "Bearer"
            },
            "scope": {
              "type": "string"
            },
            "expires_in": {
              "type": "integer"
            },
            "ext_expires_in": {
              "type": "integer"
            },
            "access_token": {
              "type": "string"
            },
            "refresh_token": {
              "type": "string"
            },
            "id_token": {
              "type": "string"
            },
            "client_info": {
              "type": "string"
            }
          },
          "required": [
            "token_type",
            "expires_in",
            "ext_expires_in",
            "access_token"
          ]
        },
        "refusal": {
          "title": "refusal",
          "description": "An error (RFC 6749, section 5.2), with the ids that identify the request.",
          "type": "object",
          "properties": {
            "error": {
              "description": "The error code, for programs.",
              "type": "string"
            },
            "error_description": {
              "description": "The number of the error and the message: `AADSTS90002: …`.",
              "type": "string"
            },
            "error_codes": {
              "type": "array",
              "items": {
                "type": "integer"
              }
            },
            "timestamp": {
              "description": "The time of the error, in UTC.",
              "type": "string"
            },
            "trace_id": {
              "type": "string"
            },
            "correlation_id": {
              "type": "string"
            }
          },
          "required": [
            "error",
            "error_description",
            "error_codes",
            "timestamp",
            "trace_id",
            "correlation_id"
          ]
        }
      },
      "responses": {
        "Configuration": {
          "description": "The endpoints, all of them on this server.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/configuration"
              }
            }
          }
        },
        "Page": {
          "description": "A page for the user.",
          "content": {
            "text/html": {
              "schema": {
                "type": "string"
              }
            }
          }
        },
        "Redirect": {
          "description": "The browser is redirected.",
          "headers": {
            "Location": {
              "schema": {
                "type": "string"
              }
            }
          }
        },
        "Refused": {
          "description": "The request is refused.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/refusal"
              }
            }
          }
        },
        "RefusedOnPage": {
          "description": "The request is refused. The client cannot be informed, so the user sees an error page.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/refusal"
              }
            },
            "text/html": {
              "schema": {
                "type": "string"
              }
            }
          }
        }
      }
    }
  },
};
